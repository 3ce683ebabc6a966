"""The table of the discussion: one message, who reads it, and its trace once withdrawn."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem
from palier.kernel.ids import new_id
from palier.partners.models import Organisation, User


@dataclass(frozen=True, slots=True)
class ReadWithAction(Protection):
    """A message about an action is read by those who read the action too."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The messages `actor` may read."""
        actions = Action.objects.visible_to(actor).values("pk")
        # Named: a slotted class made anew by its decorator loses the short form of super().
        return Protection.rule(self, model, actor) & (Q(action__isnull=True) | Q(action__in=actions))


class Remark(models.Model):
    """One message of a discussion. Writing it touches neither the problem nor the action."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="remarks")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="remarks")
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES)
    # Named on a message of level « organisations désignées »; a partner's own organisation is always among them.
    readers = models.ManyToManyField(Organisation, related_name="named_remarks", blank=True)
    text = models.TextField("message", blank=True)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="remarks")
    written_at = models.DateTimeField("écrit le")
    edited_at = models.DateTimeField("corrigé le", null=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True)

    objects = SealedManager()
    protection = ReadWithAction(
        group="problem__group_id",
        level="level",
        readers="readers",
        shared="problem__associated_groups",
        parent="problem",
    )

    class Meta:
        ordering = ("written_at", "id")
        indexes = [models.Index(fields=["problem", "action", "written_at"], name="remark_of_problem")]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="remark_is_never_sealed"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(text=""), name="withdrawn_remark_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"Message du {self.written_at:%d/%m/%Y}"
