"""Who gets what at the invitations: behind a link or a secret address, whoever is signed in reads the same."""

from datetime import timedelta
from typing import Any

from palier.cycle.convening.services import open_feed
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.services import plan_meeting
from palier.kernel import clock
from palier.partners.models import Contact
from tests.cycle.convening.asking import asked, seated
from tests.web.cycle_rows import CHIEFS, MEMBERS, object_of_group
from tests.web.matrix import Route, answers, public


def coming(world: Any) -> Meeting:
    """One meeting to come for the whole world."""
    if "coming_meeting" not in world.objects:
        now = clock.now()
        values = {"group": world.cast.group, "planned_at": now + timedelta(days=7), "place": "Commissariat", "now": now}
        world.objects["coming_meeting"] = plan_meeting(actor=world.cast.actor("alice"), **values)
    return world["coming_meeting"]


def irene(world: Any) -> Contact:
    if "asked_contact" not in world.objects:
        world.objects["asked_contact"] = seated(world.stage)
    return world["asked_contact"]


def person(world: Any) -> dict[str, Any]:
    contact = irene(world)
    asked(world.stage, coming(world), contact, now=clock.now(), today=clock.today())
    return {"pk": coming(world).pk, "contact": contact.pk}


def token(world: Any) -> dict[str, Any]:
    times = {"now": clock.now(), "today": clock.today()}
    return {"token": asked(world.stage, coming(world), irene(world), **times)[1]}


def feed(world: Any) -> dict[str, Any]:
    bruno = world.cast.users["bruno"]
    return {"token": open_feed(actor=world.cast.actor("bruno"), user=bruno, now=clock.now())}


LEAD = object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 303)
ROWS = {
    "convening:answer": Route(public(), args=token),
    "convening:reply": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": coming(world).pk}),
    "convening:again": Route(LEAD, args=person, method="post"),
    "convening:revoke": Route(LEAD, args=person, method="post"),
    # Its text is nobody's outside a demonstration.
    "convening:mail": Route(object_of_group(*CHIEFS) | dict.fromkeys(CHIEFS, 404), args=person),
    "convening:own-feed": Route(answers(200)),
    "convening:feed": Route(public(), args=feed),
}
