"""A partner and a problem: asked, in, declined, or done with its part, whatever its actions are."""

from django.db import models
from django.db.models import Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.lifecycle import PART_TONES, PartState
from palier.cycle.problems.models import Problem
from palier.kernel.ids import new_id
from palier.partners.models import Organisation
from palier.workflow.records import LivingRecord


class Involvement(LivingRecord):
    """Where one organisation stands on one problem. Read at the level of what first involved it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=PartState.choices)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    asked_on = models.DateField("sollicitée le")
    decline_reason = models.CharField("motif", max_length=300, blank=True)
    part_done = models.CharField("ce qui a été fait", max_length=300, blank=True)

    objects = SealedManager()
    protection = Protection(
        group="problem__group_id",
        level="level",
        readers="problem__readers",
        shared="problem__associated_groups",
        parent="problem",
    )

    class Meta:
        ordering = ("organisation__name__folded", "id")
        constraints = [
            models.UniqueConstraint(fields=["problem", "organisation"], name="one_involvement_per_partner"),
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="involvement_is_never_sealed"),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="involvement_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return PART_TONES.get(self.state, "")
