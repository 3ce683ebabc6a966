"""Every read of the invitations: who is asked, what was answered, what a link opens, what a calendar holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.convening.models import CalendarFeed, Convocation, ConvocationKey
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.meetings.services import expected_contacts
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.kernel.link_keys import LinkKeys
from palier.partners.actors import actor_for
from palier.partners.models import Contact, Organisation, User

KEYS = LinkKeys("convocation")
FEED_KEYS = LinkKeys("calendar")
# People are asked so long before: a year of meetings fixed at once is not a year of mails at once.
HORIZON = timedelta(days=30)
# How far back a calendar program still finds meetings.
PAST = timedelta(days=90)
DEAD_LINK = (
    "Ce lien n’ouvre plus rien : la réunion a eu lieu ou a été annulée, le lien a été révoqué, ou l’adresse a été mal "
    "recopiée. Pour dire si vous venez, appelez la personne qui conduit le groupe."
)
_JOINED = ("meeting__group", "contact__user", "organisation", "represented_by")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a meeting may expect, in figures: nobody is named for having kept silent."""

    present: int
    excused: int
    represented: int
    silent: int


def convocations_for(actor: Actor, meeting: Meeting) -> QuerySet[Convocation]:
    """The invitations to a meeting that this reader sees, by organisation."""
    rows = Convocation.objects.visible_to(actor).filter(meeting=meeting)
    return rows.select_related(*_JOINED).order_by("organisation__name__folded", "contact__name__folded", "id")


def invitations_of(actor: Actor, meeting: Meeting, today: date) -> list[Convocation]:
    """One line for each person that the meeting expects today, asked or not yet."""
    known = {one.contact_id: one for one in convocations_for(actor, meeting)}
    return [known.get(contact.pk) or _not_yet(meeting, contact) for contact in expected_contacts(meeting.group, today)]


def tally(lines: list[Convocation]) -> Tally:
    """The answers of these lines, counted."""
    counts = dict.fromkeys(["", *Convocation.Answer.values], 0)
    for line in lines:
        counts[line.answer] += 1
    return Tally(counts["present"], counts["excused"], counts["represented"], counts[""])


def announced(meeting: Meeting) -> dict[UUID, Convocation]:
    """What each contact announced, for who fills in the attendance sheet of a meeting it leads."""
    rows = Convocation.objects.unsealed("attendance sheet").filter(meeting=meeting).exclude(answer="")
    return {one.contact_id: one for one in rows.select_related("represented_by")}


def own_invitation(actor: Actor, meeting: Meeting, today: date) -> Convocation | None:
    """The line of this reader among those whom the meeting expects; None for a guest, or when answers are over."""
    if actor.user_id is None:
        return None
    contacts = expected_contacts(meeting.group, today)
    contact = next((one for one in contacts if one.user_id == actor.user_id), None)
    found = contact and (convocations_for(actor, meeting).filter(contact=contact).first() or _not_yet(meeting, contact))
    return found if found and found.takes_answers(today) else None


def may_represent(meeting: Meeting, today: date) -> QuerySet[Organisation]:
    """The organisations that may stand for somebody at this meeting: those that sit in the group."""
    seated = {contact.organisation_id for contact in expected_contacts(meeting.group, today)}
    return Organisation.objects.filter(pk__in=seated, closed_on__isnull=True).order_by("name__folded")


def read_link(*, token: str, today: date) -> Convocation:
    """The invitation that a token opens. A dead, revoked or forged link is `Refused`, always alike (decision 10)."""
    keys = ConvocationKey.objects.unsealed("link held by the contact").filter(token_hash=KEYS.hash_of(token))
    key = keys.select_related(*(f"convocation__{path}" for path in _JOINED)).first()
    if key is None or not opens(key.convocation, today):
        raise Refused(DEAD_LINK)
    return key.convocation


def opens(convocation: Convocation, today: date) -> bool:
    """True while its link opens: answers are taken, and its contact still sits there, at the same address."""
    if convocation.revoked_at is not None or not convocation.was_asked or not convocation.takes_answers(today):
        return False
    return convocation.contact_id in {one.pk for one in expected_contacts(convocation.group, today)}


def meetings_to_ask_for(today: date) -> QuerySet[Meeting]:
    """The meetings planned near enough for people to be asked to them."""
    rows = Meeting.objects.unsealed("asking to meetings").filter(state=State.PLANNED, group__closed_on__isnull=True)
    return rows.filter(planned_at__date__range=(today, today + HORIZON)).select_related("group")


def is_near(meeting: Meeting, today: date) -> bool:
    """True when people are asked to this meeting already."""
    return meeting.state == State.PLANNED and today <= day_of(meeting.planned_at) <= today + HORIZON


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The private calendar of this reader, if it opened one."""
    return CalendarFeed.objects.visible_to(actor).first()


def read_feed(*, token: str) -> User | None:
    """Whose calendar a secret address is; None for a forged, revoked or closed one."""
    rows = CalendarFeed.objects.unsealed("address held by its owner").filter(token_hash=FEED_KEYS.hash_of(token))
    feed = rows.filter(user__is_active=True).select_related("user").first()
    return feed.user if feed else None


def meetings_in_feed(user: User, *, now: datetime, today: date) -> list[Meeting]:
    """The meetings of the groups where this person sits today, called off ones included: dates and places alone.

    None while its charter is unsigned. Nothing above the level of the group is in a calendar (decision 9).
    """
    actor = actor_for(user, today=today)
    rows = meetings_for(actor).filter(group__in=actor.group_ids, level__lte=Level.GROUP, purged_at__isnull=True)
    return list(rows.filter(Q(planned_at__gte=now - PAST)).order_by("planned_at", "id"))


def _not_yet(meeting: Meeting, contact: Contact) -> Convocation:
    return Convocation(meeting=meeting, contact=contact, organisation=contact.organisation)
