"""Every read of what follows a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from palier.access.actor import Actor, Seat
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import Attendance, Decision, Meeting
from palier.cycle.meetings.queries import decisions_of
from palier.cycle.minutes.lifecycle import State
from palier.cycle.minutes.models import Amendment, AmendmentLink, PublicWord
from palier.cycle.slips.queries import promises_to_send
from palier.kernel.errors import Refused
from palier.kernel.link_keys import LinkKeys
from palier.partners.models import Contact, Organisation
from palier.partners.models import Seat as SeatRow

KEYS = LinkKeys("minutes")
DEAD_LINK = (
    "Ce lien n’ouvre plus rien : le délai des remarques est passé, la validation du relevé a été retirée, ou l’adresse "
    "a été mal recopiée. Pour une remarque, téléphonez à la personne qui conduit les réunions."
)
THERE = (Attendance.State.PRESENT, Attendance.State.REPRESENTED)


def public_words_of(actor: Actor, meeting: Meeting) -> dict[UUID | None, str]:
    """What is said to the population, by item; None for the meeting itself."""
    rows = PublicWord.objects.visible_to(actor).filter(meeting=meeting)
    return dict(rows.values_list("item", "text"))


def amendments_of(actor: Actor, meeting: Meeting) -> QuerySet[Amendment]:
    """The remarks on these minutes that this reader sees, first written first."""
    return Amendment.objects.visible_to(actor).filter(meeting=meeting).select_related("organisation", "meeting")


def amendments_waiting(actor: Actor, groups: Iterable[UUID]) -> QuerySet[Amendment]:
    """The remarks that wait for an answer in these groups."""
    rows = Amendment.objects.visible_to(actor).filter(meeting__group__in=groups, state=State.WAITING)
    return rows.select_related("meeting", "organisation")


def may_remark(actor: Actor, meeting: Meeting, now: datetime) -> UUID | None:
    """The organisation for which this reader may remark on these minutes now: it was in the room; None otherwise."""
    seat = actor.seats.get(meeting.group_id)
    is_time = meeting.state == MeetingState.VALIDATED and meeting.remarks_until and now < meeting.remarks_until
    if seat is None or not is_time:
        return None
    rows = Attendance.objects.unsealed("who attended").filter(meeting=meeting, state__in=THERE)
    return seat.organisation_id if rows.filter(organisation=seat.organisation_id).exists() else None


def attended_without_account(meeting: Meeting) -> list[Contact]:
    """Those who came, have an address and no account: a link lets them remark."""
    rows = Contact.objects.unsealed("links to remark").filter(
        attendances__meeting=meeting, attendances__state__in=THERE, user__isnull=True, departed_on__isnull=True
    )
    return list(rows.exclude(email="").select_related("organisation").order_by("name__folded", "pk"))


def read_link(*, token: str, now: datetime) -> AmendmentLink:
    """The link that a token opens. A dead or forged one is `Refused`, always alike (decision 10)."""
    rows = AmendmentLink.objects.unsealed("link held by the contact").filter(token_hash=KEYS.hash_of(token))
    link = rows.select_related("meeting__group", "contact__organisation").first()
    if link is None or not link.is_alive(now):
        raise Refused(DEAD_LINK)
    return link


def link_reader(link: AmendmentLink) -> Actor:
    """Who reads behind a link: its contact, with a partner's reach in that one group, and no account."""
    group, contact = link.meeting.group_id, link.contact
    seat = Seat(group, Role.PARTNER, contact.organisation_id)
    label = f"{contact.name}, {contact.organisation.name} (par lien)"
    return Actor(user_id=None, label=label, seats=MappingProxyType({group: seat}))


def own_decisions(link: AmendmentLink) -> list[Decision]:
    """What the link shows of the minutes: what was decided for its own organisation, and nothing else."""
    rows = decisions_of(link_reader(link), link.meeting).filter(
        action__organisation=link.contact.organisation_id, action__level__lte=Level.GROUP, level__lte=Level.GROUP
    )
    return list(rows.select_related("item__problem__place"))


@dataclass(frozen=True, slots=True)
class Sending:
    """What one partner will be mailed once the minutes are validated; no contact when nobody can be written to."""

    organisation: Organisation
    contact: Contact | None
    actions: list[Action]


def sendings_of(meeting: Meeting) -> list[Sending]:
    """One mail for each partner that has promises in the group: its own promises, to somebody who came if possible."""
    group, found = meeting.group, []
    contacts = _contacts_by_organisation(meeting)
    partners = Organisation.objects.filter(type__is_police=False, closed_on__isnull=True, actions__problem__group=group)
    for organisation in partners.distinct().order_by("name__folded", "pk"):
        if actions := list(promises_to_send(group, organisation)):
            found.append(Sending(organisation, contacts.get(organisation.pk), actions))
    return found


def _contacts_by_organisation(meeting: Meeting) -> dict[UUID, Contact]:
    """For each organisation, who is written to: who came, else who sits in the group."""
    sits = SeatRow.objects.unsealed("who is written to").filter(
        group=meeting.group_id, until__isnull=True, suspended_at__isnull=True
    )
    came = Attendance.objects.unsealed("who is written to").filter(meeting=meeting, state__in=THERE)
    found: dict[UUID, Contact] = {}
    for ids in (set(came.values_list("contact", flat=True)), set(sits.values_list("contact", flat=True))):
        rows = Contact.objects.unsealed("who is written to").filter(pk__in=ids, departed_on__isnull=True)
        for contact in rows.exclude(email="").select_related("organisation").order_by("name__folded", "pk"):
            found.setdefault(contact.organisation_id, contact)
    return found
