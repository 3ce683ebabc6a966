"""Tables of the meetings: attendance, agenda, decisions, released minutes."""

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import TONES, TOPIC_TONES, State, TopicState
from palier.cycle.meetings.reasons import Reason, in_order, read
from palier.cycle.meetings.room_rows import Draft, Projection, RoomScreen
from palier.cycle.problems.models import Problem
from palier.kernel.clock import day_of
from palier.kernel.ids import new_id
from palier.partners.models import Contact, Group, Organisation, User
from palier.territory.models import Place
from palier.workflow.records import LivingRecord

__all__ = [
    "Absence",
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Decision",
    "Draft",
    "Meeting",
    "MinutesRelease",
    "Projection",
    "RoomScreen",
    "Topic",
]


class Meeting(LivingRecord):
    """One meeting of a group. The group reads it; its police items and decisions have their own level."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=State.choices)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings", verbose_name="groupe")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.GROUP, editable=False)
    planned_at = models.DateTimeField("prévue le")
    planned_minutes = models.PositiveSmallIntegerField("durée prévue (minutes)", default=60)
    place = models.CharField("lieu", max_length=150)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    # Until then those who attended may remark on the minutes; they are frozen afterwards.
    remarks_until = models.DateTimeField("remarques jusqu’au", null=True, blank=True)
    cancel_reason = models.CharField("motif d’annulation", max_length=200, blank=True)
    # Its words and minutes have left (retention); the meeting itself is still counted.
    purged_at = models.DateTimeField("purgée le", null=True, blank=True, editable=False)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("-planned_at", "id")
        indexes = [
            models.Index(fields=["group", "-planned_at"], name="meeting_of_group"),
            models.Index(fields=["group", "state", "-planned_at"], name="meeting_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="meeting_state_is_known"),
            models.UniqueConstraint(fields=["group"], condition=Q(state="open"), name="one_open_meeting_per_group"),
        ]

    def __str__(self) -> str:
        return f"Réunion du {day_of(self.takes_place_at):%d/%m/%Y}"

    @property
    def takes_place_at(self) -> datetime:
        """When it was opened, or else when it is planned: a meeting held another day is of that day."""
        return self.opened_at or self.planned_at

    @property
    def is_taken_over(self) -> bool:
        """True of a meeting known from a former tracker: its day and who was there, neither hour, place nor agenda."""
        return self.state == State.TAKEN_OVER

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TONES.get(self.state, "")


class Attendance(models.Model):
    """One contact at one meeting. Empty until recorded; a meeting does not close on an empty one."""

    class State(models.TextChoices):
        PRESENT = "present", "Présent"
        EXCUSED = "excused", "Excusé"
        ABSENT = "absent", "Absent"
        REPRESENTED = "represented", "Représenté"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attendances")
    # Emptied when the contact is erased; the organisation's attendance remains.
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="attendances")
    state = models.CharField("présence", max_length=12, choices=State.choices, blank=True)
    note = models.CharField("précision (représenté par, retard)", max_length=100, blank=True)
    # Who came in its place, when that is somebody known.
    represented_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    arrived_at = models.TimeField("arrivé à", null=True, blank=True)
    left_at = models.TimeField("parti à", null=True, blank=True)
    # A visitor is an organisation and a role in it, never a name.
    role = models.CharField("qualité du visiteur", max_length=100, blank=True)

    objects = SealedManager()
    protection = Protection(group="meeting__group_id", parent="meeting")

    class Meta:
        ordering = ("organisation__name", "id")
        constraints = [models.UniqueConstraint(fields=["meeting", "contact"], name="one_attendance_per_contact")]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_state_display()}"

    @property
    def is_visitor(self) -> bool:
        """True for who is not expected and has no account."""
        return bool(self.role)

    @property
    def who(self) -> str:
        """The person expected, or the role of the visitor."""
        if self.role:
            return self.role
        return self.contact.name if self.contact else "Contact effacé"

    @property
    def details(self) -> str:
        """Who came in its place, and from when to when, in French; empty when there is nothing to add."""
        parts = [f"représenté par {self.represented_by.name}" if self.represented_by else "", self.note]
        parts += [f"arrivé à {self.arrived_at:%H:%M}" if self.arrived_at else ""]
        parts += [f"parti à {self.left_at:%H:%M}" if self.left_at else ""]
        return ", ".join(part for part in parts if part)


class AgendaItem(models.Model):
    """One problem on the agenda of one meeting, and how the item ended. Never more open than the problem."""

    class Outcome(models.TextChoices):
        DECISION = "decision", "Décision"
        NOTHING_NEW = "nothing_new", "Rien de nouveau"
        POSTPONED = "postponed", "Reporté à la prochaine réunion"
        CLOSURE = "closure", "Clôture décidée"
        REDIRECTED = "redirected", "Orienté vers un autre cadre"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="agenda_items")
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    # An order, not a number to show: screens and minutes count the items that their reader sees.
    rank = models.PositiveIntegerField("ordre")
    minutes = models.PositiveSmallIntegerField("minutes prévues", default=0)
    # Codes of what brought it there, as every reader of the item could work them out by itself.
    reasons = models.CharField("motifs", max_length=100, blank=True)
    outcome = models.CharField("issue", max_length=12, choices=Outcome.choices, blank=True)
    note = models.CharField("constat", max_length=500, blank=True)
    # How long it has been before the room: counted when the room leaves it.
    seconds = models.PositiveIntegerField("temps passé (secondes)", default=0, editable=False)

    objects = SealedManager()
    protection = Protection(group="meeting__group_id", level="level", readers="problem__readers", parent="problem")

    class Meta:
        ordering = ("rank", "id")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "problem"], name="one_item_per_problem_and_meeting"),
            models.CheckConstraint(
                condition=Q(level__range=(Level.GROUP, Level.POLICE)), name="item_level_is_group_up"
            ),
        ]

    def __str__(self) -> str:
        return str(self.problem)

    @property
    def ending_mark(self) -> str:
        """What tells that the ending read is still the one written."""
        return sha256(f"{self.outcome}:{self.note}".encode()).hexdigest()[:16]

    @property
    def reason_labels(self) -> list[str]:
        """What brought it there, in French."""
        return [str(reason.label) for reason in read(self.reasons)]


class AgendaTemplate(models.Model):
    """How a group likes its agenda: which reasons come first, the minutes of each, the fixed points around them."""

    OPENING = "Ce qui était promis, ce qui a été fait"
    CLOSING = "Ce que l’on dit à la population, date de la prochaine réunion"

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="agenda_template", verbose_name="groupe"
    )
    # [[code, minutes], …], the first reason first.
    reasons = models.JSONField("ordre des motifs", default=list)
    opening = models.CharField("point d’ouverture", max_length=100, blank=True, default=OPENING)
    opening_minutes = models.PositiveSmallIntegerField("minutes d’ouverture", default=10)
    closing = models.CharField("point de fin", max_length=100, blank=True, default=CLOSING)
    closing_minutes = models.PositiveSmallIntegerField("minutes de fin", default=5)

    objects = SealedManager()
    protection: Any = Protection(group="group_id", parent="group")

    def __str__(self) -> str:
        return f"Ordre du jour type : {self.group}"

    @property
    def ordered(self) -> list[tuple[Reason, int]]:
        """Every reason, the first one first, with its minutes."""
        return in_order(self.reasons)

    @property
    def fixed_minutes(self) -> int:
        """What the fixed points take of the meeting."""
        return (self.opening_minutes if self.opening else 0) + (self.closing_minutes if self.closing else 0)


class Absence(models.Model):
    """Days on which a group cannot meet: its chief and deputy are away. Days alone, nobody is named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="absences", verbose_name="groupe")
    first = models.DateField("du")
    last = models.DateField("au")

    objects = SealedManager()
    protection: Any = Protection(group="group_id", parent="group")

    class Meta:
        ordering = ("first", "id")
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="absence_ends_after")]

    def __str__(self) -> str:
        return f"période sans réunion du {self.first:%d/%m/%Y} au {self.last:%d/%m/%Y}"

    def covers(self, day: date) -> bool:
        """True when the group cannot meet that day."""
        return self.first <= day <= self.last


class TopicProtection(Protection):
    """A topic about a problem is read by those who read the problem, and by nobody else."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The topics `actor` may read."""
        readable = Problem.objects.visible_to(actor).values("pk")
        return super().rule(model, actor) & (Q(problem__isnull=True) | Q(problem__in=readable))


class Topic(LivingRecord):
    """What a member asks to speak of at the next meeting: about a problem it reads, or in its own words.

    It always ends with an answer: on the agenda, a word, or put off with the reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=TopicState.choices)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="topics", verbose_name="groupe")
    # Its file takes it away (retention).
    problem = models.ForeignKey(
        Problem, on_delete=models.CASCADE, null=True, blank=True, related_name="topics", verbose_name="problématique"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lieu"
    )
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    text = models.CharField("sujet", max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="topics")
    parked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # The meeting for which it was last answered.
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="topics")
    answer = models.CharField("réponse", max_length=300, blank=True)

    objects = SealedManager()
    protection: Any = TopicProtection(group="group_id", level="level", readers="problem__readers")

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["group", "state"], name="topic_of_group")]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(Level.GROUP, Level.POLICE)), name="topic_level"),
            models.CheckConstraint(condition=Q(state__in=TopicState.values), name="topic_state_is_known"),
        ]

    def __str__(self) -> str:
        """Without its words: it is the label of its entries in the journal."""
        return f"Sujet apporté le {day_of(self.created_at):%d/%m/%Y}"

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TOPIC_TONES.get(self.state, "")

    def waits_at(self, meeting: Meeting, listed: Collection[UUID]) -> bool:
        """True while this meeting owes it an answer; `listed` are the problems on its agenda.

        On the agenda, a topic about a problem is answered by the outcome of its point; another one waits for a word.
        """
        if self.state == TopicState.LISTED and self.meeting is not None and self.meeting.state != State.CANCELLED:
            return self.meeting_id == meeting.pk and (self.problem_id is None or self.problem_id not in listed)
        if self.state == TopicState.POSTPONED:
            return self.meeting_id != meeting.pk
        return self.state in (TopicState.WAITING, TopicState.LISTED)


class Decision(models.Model):
    """What the meeting decided. It points at the action it created, which one organisation then owns."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    text = models.CharField("décision", max_length=300)
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    taken_at = models.DateTimeField("prise le")
    # Drawn with the form: sent twice over a network that was cut, it is the same decision.
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = SealedManager()
    protection = Protection(
        group="item__meeting__group_id", level="level", readers="item__problem__readers", parent="item"
    )

    class Meta:
        ordering = ("taken_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(Level.GROUP, Level.POLICE)), name="decision_level_is_group_up"
            )
        ]

    def __str__(self) -> str:
        """Its words; once the minutes are purged, those of the action it made."""
        return self.text or str(self.action or "Décision")


class MinutesRelease(models.Model):
    """Minutes released at one level: the bytes served, the data they were made from, and their hash (decision 14).

    A purge empties bytes and data; number and hash stay, so that no number is given twice and a copy kept elsewhere
    can still be compared.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="releases")
    level = models.PositiveSmallIntegerField("niveau", choices=LEVEL_CHOICES)
    # Within its group, year and level: no gap betrays a release at another level.
    number = models.CharField("numéro", max_length=40)
    frozen_data = models.JSONField("données figées")
    content = models.BinaryField("document")
    bytes_hash = models.CharField("empreinte", max_length=64)
    renderer = models.CharField("version du moteur", max_length=40)
    released_at = models.DateTimeField("publié le")

    objects = SealedManager()
    protection = Protection(group="meeting__group_id", level="level", parent="meeting")

    class Meta:
        ordering = ("released_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "level", "number"], name="one_release_per_number"),
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="minutes_are_never_sealed"),
        ]

    def __str__(self) -> str:
        return self.number
