"""People asked to a meeting, and the token of the link that one of them holds."""

from datetime import timedelta
from typing import Any

from palier.cycle.convening.models import Convocation
from palier.cycle.convening.services import add_key, ask_members
from palier.cycle.meetings.models import Meeting
from palier.partners.models import Contact, Seat
from tests.cast import ARRIVED, NOW, TODAY
from tests.cycle.stage import Stage

COMING = NOW + timedelta(days=7)


def planned(stage: Stage, **values: Any) -> Meeting:
    """A meeting a week from now."""
    return stage.meeting(**{"planned_at": COMING, **values})


def seated(stage: Stage, **values: Any) -> Contact:
    """A contact of the landlord without an account, who sits in the group."""
    content = {"organisation": stage.cast.landlord, "name": "Irène", "email": "irene@example.org"}
    contact = Contact.objects.create(arrived_on=ARRIVED, **{**content, **values})
    Seat.objects.create(group=stage.cast.group, contact=contact, role="partner", since=ARRIVED)
    return contact


def asked(stage: Stage, meeting: Meeting, contact: Contact, **values: Any) -> tuple[Convocation, str]:
    """The invitation of this contact, and the token of its link."""
    times = {"now": NOW, "today": TODAY, **values}
    convocation = next(one for one in ask_members(meeting=meeting, **times) if one.contact_id == contact.pk)
    return convocation, add_key(convocation=convocation, now=times["now"])
