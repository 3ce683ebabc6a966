"""The action: who promised what, by when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.lifecycle import PROMISED, TONES, Rhythm, State
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.kernel.ids import new_id
from palier.partners.models import Contact, Organisation, User
from palier.workflow.records import LivingRecord


class Action(LivingRecord):
    """One commitment of exactly one organisation. Never more open than its problem."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=State.choices)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="actions", verbose_name="problématique")
    title = models.CharField("action", max_length=150)
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="type de réponse"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="actions", verbose_name="organisation responsable"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="contact"
    )
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    # True when a meeting decided it; the decision itself belongs to the next step.
    decided = models.BooleanField("décidée en réunion", default=False)
    first_due = models.DateField("première échéance", editable=False)
    due = models.DateField("échéance")
    postponements = models.PositiveSmallIntegerField("reports d’échéance", default=0)
    # How often something that recurs (a patrol, a check) is done, in days; 0 when it is done once.
    every_days = models.PositiveSmallIntegerField("se répète", choices=Rhythm.choices, default=Rhythm.ONCE)
    on_hold_until = models.DateField("en attente jusqu’au", null=True, blank=True)
    ticket = models.CharField("référence du service", max_length=60, blank=True)
    # Who wrote down what the organisation said, when it did not write it itself.
    noted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    # The version that its word left: as long as it is that one, nobody has acted on it.
    word_version = models.PositiveIntegerField(null=True, editable=False)
    accepted_on = models.DateField("acceptée le", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)
    observation = models.CharField("constat", max_length=500, blank=True)
    decline_reason = models.CharField("motif du refus", max_length=300, blank=True)
    block_reason = models.CharField("motif du blocage", max_length=300, blank=True)
    abandon_reason = models.CharField("motif de l’abandon", max_length=300, blank=True)

    objects = SealedManager()
    protection = Protection(
        group="problem__group_id",
        level="level",
        readers="problem__readers",
        shared="problem__associated_groups",
        parent="problem",
    )
    takes_files = True

    class Meta:
        ordering = ("due", "id")
        indexes = [
            models.Index(fields=["problem", "state"], name="action_of_problem"),
            models.Index(fields=["organisation", "state", "due"], name="action_of_organisation"),
            models.Index(fields=["state", "due"], name="action_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="action_is_never_sealed"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="action_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(done_on__isnull=False), name="done_action_has_day"
            ),
            models.CheckConstraint(
                condition=Q(postponements__gt=0) | Q(due=F("first_due")), name="first_due_date_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TONES.get(self.state, "")

    @property
    def recurs(self) -> bool:
        """True when it is done again and again until its due date."""
        return self.every_days != Rhythm.ONCE

    @property
    def is_noted(self) -> bool:
        """True when what it stands at was written down by somebody else than its organisation."""
        return self.noted_by_id is not None and self.state in (State.ACCEPTED, State.DECLINED, State.DONE)

    @property
    def may_take_back(self) -> bool:
        """True while its organisation may change its word: nobody acted on it, or somebody else wrote it down."""
        is_word = self.state in (State.ACCEPTED, State.DECLINED)
        return is_word and (self.is_noted or self.word_version == self.version)

    def is_late(self, today: date) -> bool:
        """Promised, past its date, and not legitimately on hold."""
        waiting = self.on_hold_until is not None and self.on_hold_until >= today
        return self.state in PROMISED and self.due < today and not waiting
