"""Who gets what at the meetings."""

from typing import Any

from palier.cycle.meetings.models import Absence, AgendaItem
from palier.cycle.meetings.room import check_in_code
from tests.cast import TODAY
from tests.web.cycle_rows import CHIEFS, MEMBERS, SEATED, listed, object_of_group
from tests.web.matrix import CAST, Route, public
from tests.web.sitting import projection, shown_picture, shown_place, sitting


def meeting(world: Any) -> dict[str, Any]:
    return {"pk": world["meeting"].pk}


def held(world: Any) -> dict[str, Any]:
    return {"pk": world["closed_meeting"].pk}


def item(world: Any) -> dict[str, Any]:
    rows = AgendaItem.objects.unsealed("matrix").filter(meeting=world["meeting"], problem=world["problem"])
    return {"pk": world["meeting"].pk, "item": rows.get().pk}


def closed_item(world: Any) -> dict[str, Any]:
    rows = AgendaItem.objects.unsealed("matrix").filter(meeting=world["closed_meeting"])
    return {"pk": world["closed_meeting"].pk, "item": rows.order_by("rank")[0].pk}


def absence(world: Any) -> dict[str, Any]:
    return {"pk": Absence.objects.create(group=world["group"], first=TODAY, last=TODAY).pk}


def under_way(world: Any) -> dict[str, Any]:
    return {"pk": sitting(world).pk}


def code(world: Any) -> dict[str, Any]:
    return {"code": check_in_code(sitting(world))}


def topic(world: Any) -> dict[str, Any]:
    return {"pk": world["topic"].pk}


NOBODY = dict.fromkeys(CAST, 404)
ROWS = {
    "meetings:list": Route(listed(*SEATED)),
    "meetings:new": Route(listed(*CHIEFS, "marc")),
    "meetings:meeting": Route(object_of_group(*MEMBERS), args=held),
    "meetings:change": Route(object_of_group(*CHIEFS), args=meeting),
    "meetings:agenda": Route(object_of_group(*CHIEFS), args=meeting),
    "meetings:proposal": Route(object_of_group(*CHIEFS), args=meeting),
    "meetings:template": Route(
        object_of_group(*CHIEFS, seen=(*MEMBERS, "eric", "diane", "agathe")),
        args=lambda world: {"pk": world["group"].pk},
    ),
    "meetings:series": Route(listed(*CHIEFS, "marc")),
    "meetings:absences": Route(
        object_of_group(*CHIEFS, seen=(*MEMBERS, "eric", "diane", "agathe")),
        args=lambda world: {"pk": world["group"].pk},
    ),
    # Alice, asked first, removes it: nobody finds it afterwards (tests/cycle/meetings/test_cadence.py: who may).
    "meetings:absence-remove": Route(object_of_group(seen=()) | {"alice": 303}, args=absence, method="post"),
    "meetings:topics": Route(listed(*SEATED)),
    "meetings:topic-park": Route(listed(*SEATED)),
    # Bruno takes it back; Claire, asked after him, is told that it no longer can be.
    "meetings:topic-withdraw": Route(object_of_group() | {"bruno": 303, "claire": 303}, args=topic, method="post"),
    "meetings:topic-answer": Route(object_of_group(*CHIEFS), args=topic),
    "meetings:move": Route(object_of_group(*CHIEFS), args=meeting, query={"move": "cancel"}),
    "meetings:reentry": Route(object_of_group(*CHIEFS), args=lambda world: {**meeting(world), "level": "partners"}),
    "meetings:live": Route(object_of_group(*CHIEFS), args=meeting),
    "meetings:attendance": Route(object_of_group(*CHIEFS), args=held),
    "meetings:item": Route(object_of_group(*CHIEFS), args=item),
    "meetings:visitor": Route(object_of_group(*CHIEFS), args=meeting),
    # Nobody visited it.
    "meetings:visitor-strike": Route(
        object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 404),
        args=lambda world: meeting(world) | {"attendance": world["meeting"].pk},
        method="post",
    ),
    # Whoever holds the code of the séance, signed in or not.
    "meetings:check-in": Route(public()),
    "meetings:check-in-sheet": Route(public(), args=code),
    "meetings:follow": Route(object_of_group(*MEMBERS), args=under_way),
    "meetings:projections": Route(object_of_group(*CHIEFS), args=under_way),
    # Alice stops it; Alain, asked after her, finds it gone.
    "meetings:projection-stop": Route(
        object_of_group(*CHIEFS) | {"alice": 303, "alain": 404},
        args=lambda world: under_way(world) | {"projection": projection(world).pk},
        method="post",
    ),
    # The projector's own: whoever else asks is not told that they exist.
    # Nothing is typed: refused to those who lead, in words that their page reads.
    "meetings:draft": Route(object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 422), args=item, method="post"),
    "meetings:projector": Route(public(), projected=200),
    "meetings:projector-leave": Route(dict.fromkeys(CAST, 404), method="post", projected=303),
    "meetings:projector-layer": Route(NOBODY, args=lambda world: {"layer": "communes"}, projected=200),
    "meetings:projector-place": Route(NOBODY, args=lambda world: {"pk": shown_place(world)}, projected=200),
    "meetings:projector-picture": Route(NOBODY, args=lambda world: {"pk": shown_picture(world)}, projected=200),
    # Neither is under way: the chief is sent back with the reason.
    "meetings:show": Route(object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 303), args=item, method="post"),
    "meetings:show-agenda": Route(object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 303), args=meeting, method="post"),
    # The agenda of a closed meeting stays: the chief is sent back with the reason.
    "meetings:item-withdraw": Route(
        object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 303), args=closed_item, method="post"
    ),
}
