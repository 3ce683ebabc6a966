"""The groups of a reader on its home screen: the next meeting, the time since the last, what is followed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.cycle.reviews.health import Health, health_of
from palier.kernel.wording import counted
from palier.partners.models import Group
from palier.partners.queries.groups import groups_for
from palier.web.home.waiting import SHOWN, Line, Waiting
from palier.web.shell.navigation import address_of

# How long before the maximum of a group those who lead it are warned.
NEAR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group as its reader meets it in the morning."""

    group: Group
    detail: str
    health: Health
    days_since: int | None
    is_overseen: bool
    is_asleep: bool
    address: str | None

    @property
    def cadence(self) -> str:
        """What the calendar says: the next date, the silence, or that nothing is planned."""
        if self.health.next_meeting:
            return f"Prochaine réunion le {localtime(self.health.next_meeting):%d/%m/%Y à %H:%M}"
        if self.days_since is None:
            return "Aucune réunion tenue ni prévue"
        if self.days_since == 0:
            return "Dernière réunion aujourd’hui ; aucune autre n’est prévue"
        return f"Aucune réunion prévue ; la dernière remonte à {counted(self.days_since, 'jour')}"

    @property
    def work(self) -> str:
        """What is followed, and what is late."""
        followed = self.health.problems
        told = counted(followed, "problématique suivie", "problématiques suivies") if followed else ""
        late = f", {counted(self.health.late, 'engagement')} en retard" if self.health.late else ""
        return f"{told or 'Aucune problématique suivie'}{late}"

    @property
    def watched(self) -> str:
        """What who oversees the group looks at early: the figures that its chief reads on its own home."""
        health = self.health
        figures = [
            counted(health.unanswered, "action sans réponse", "actions sans réponse"),
            counted(health.this_week, "engagement sous sept jours", "engagements sous sept jours"),
            counted(health.bare, "problématique sans action", "problématiques sans action"),
        ]
        numbers = (health.unanswered, health.this_week, health.bare)
        told = [figure for figure, number in zip(figures, numbers, strict=True) if number]
        return ", ".join(told) if self.is_overseen else ""

    @property
    def tone(self) -> str:
        """Warm when a date is to be found, alert when the group falls asleep."""
        if self.health.next_meeting:
            return ""
        return "alert" if self.is_asleep else "warm"


def group_cards(actor: Actor, now: datetime, today: date) -> list[GroupCard]:
    """The open groups where this reader sits, then those that a mandate follows, each in the order of their codes."""
    groups = [group for group in groups_for(actor) if group.pk in actor.group_ids | actor.overseen_group_ids]
    health = health_of(actor, [group.pk for group in groups], now=now, today=today) if groups else {}
    cards = [
        GroupCard(
            group=group,
            detail=_detail(actor, group),
            health=health[group.pk],
            days_since=health[group.pk].days_since(now),
            is_overseen=group.pk not in actor.seats,
            is_asleep=health[group.pk].is_asleep(group, now),
            address=address_of("partners:group", pk=group.pk),
        )
        for group in groups
    ]
    return sorted(cards, key=lambda card: card.is_overseen)


def _detail(actor: Actor, group: Group) -> str:
    """One's role where one sits; elsewhere who leads, and where."""
    if group.pk in actor.seats:
        return actor.seats[group.pk].role.label
    leads = group.chiefs  # type: ignore[attr-defined]  # gathered by `groups_for`
    chief = next((seat.contact.name for seat in leads), "aucun")
    return f"{group.district.name}, chef de secteur : {chief}"


def due_panel(actor: Actor, cards: list[GroupCard], today: date) -> list[Waiting]:
    """The groups that this reader leads and whose maximum is near, with no date before it: before they fall asleep."""
    led = [card for card in cards if holds(actor, Verb.MEETING_LEAD, card.group.pk) and not card.is_asleep]
    due = [(card, day) for card in led if (day := card.health.to_meet_before(card.group)) and day - today <= NEAR]
    lines = [
        Line(
            card.group.name,
            f"À réunir avant le {day:%d/%m/%Y}. {card.cadence}",
            f"{address_of('meetings:new')}?groupe={card.group.pk}",
        )
        for card, day in due[:SHOWN]
    ]
    return [Waiting("Réunions à fixer", len(due), lines, address_of("meetings:new"), "warm", "à fixer")] if due else []


def asleep_panel(cards: list[GroupCard]) -> list[Waiting]:
    """The groups that fall asleep, for those who follow them or sit there; nothing when none does."""
    asleep = [card for card in cards if card.is_asleep]
    lines = [Line(card.group.name, card.cadence, card.address) for card in asleep[:SHOWN]]
    address = f"{address_of('partners:groups')}?sommeil=1"
    return [Waiting("Groupes qui s’endorment", len(asleep), lines, address, "alert", "à relancer")] if asleep else []
