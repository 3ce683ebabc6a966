"""Who gets what of the documents."""

from typing import Any

from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.minutes.models import Amendment
from palier.cycle.minutes.validating import validate_minutes
from palier.kernel import clock
from palier.web.shell.navigation import address_of
from tests.cycle.slips.sending import irene
from tests.web.cycle_rows import CHIEFS, MEMBERS, object_of_group
from tests.web.matrix import CUT, MANDATES, OTHER_GROUP, Route, answers, public
from tests.world import GROUP_WORD

# Until the charter has its screen, whoever has not signed it has no seat and nowhere to be sent.
CHARTER = address_of("partners:charter-sign")


def remark(world: Any) -> dict[str, Any]:
    """A remark of the landlord on the closed meeting."""
    if "amendment" not in world.objects:
        now = clock.now()
        world.objects["amendment"] = Amendment.objects.create(
            meeting=world["closed_meeting"], organisation=world.cast.landlord, text=f"La date {GROUP_WORD}",
            state="waiting", state_since=now, created_at=now,
        )  # fmt: skip
    return {"pk": world["amendment"].pk}


def token(world: Any) -> dict[str, Any]:
    """A link of somebody of the landlord who came to a meeting validated today."""
    if "amendment_token" not in world.objects:
        world.objects["amendment_token"] = link_for(world)
    return {"token": world["amendment_token"]}


def link_for(world: Any) -> str:
    """One more meeting, held beside the séance that may be under way, Irénée present; validated."""
    stage, now, tokens = world.stage, clock.now(), []
    alice = stage.actor("alice")
    meeting = stage.meeting(planned_at=now)
    Meeting.objects.unsealed("matrix").filter(pk=meeting.pk).update(state="closed", opened_at=now, closed_at=now)
    meeting.refresh_from_db()
    contact = irene(stage, name="Irénée", email="irenee@example.org")
    Attendance.objects.create(
        meeting=meeting, contact=contact, organisation=contact.organisation, state=Attendance.State.PRESENT
    )
    validate_minutes(
        actor=alice,
        meeting=meeting,
        post=lambda **_: None,
        post_link=lambda *, token, **_: tokens.append(token),
        now=now,
    )
    return tokens[0]


ROWS = {
    "documents:minutes": Route(
        answers(
            200, cut=(CUT, 404), others=(OTHER_GROUP, 404), mandates=(MANDATES, 404), gaelle=302 if CHARTER else 404
        ),
        args=lambda world: {"pk": world["closed_meeting"].pk, "level": "partners"},
    ),
    "documents:text": Route(
        answers(
            200, cut=(CUT, 404), others=(OTHER_GROUP, 404), mandates=(MANDATES, 404), gaelle=302 if CHARTER else 404
        ),
        args=lambda world: {"pk": world["closed_meeting"].pk, "level": "partners", "kind": "odt"},
    ),
    "documents:review": Route(object_of_group(*CHIEFS), args=lambda world: {"pk": world["closed_meeting"].pk}),
    "documents:bundle": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["closed_meeting"].pk}),
    "documents:remarks": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["closed_meeting"].pk}),
    "documents:answer": Route(object_of_group(*CHIEFS), args=remark),
    "documents:amend": Route(public(), args=token),
    "documents:pack": Route(
        object_of_group(*CHIEFS), args=lambda world: {"pk": world["meeting"].pk, "level": "partners"}
    ),
    "documents:yearly-count": Route(
        answers(200, cut=(CUT, 403), agathe=403, denis=403, gaelle=302 if CHARTER else 403),
        args=lambda world: {"year": 2026},
    ),
}
