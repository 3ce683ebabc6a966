"""An answer that concerns a person is dealt with outside the group: yes or no, and nothing else (requirement 20)."""

from django.db import models

from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.kernel.ids import new_id


class OutsideMeasure(models.Model):
    """Whether such an answer was engaged about this problem: never whom it concerns, nor when, nor how it ends."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="outside_measures")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    is_engaged = models.BooleanField("engagée")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    class Meta:
        ordering = ("answer__partner_type", "answer__code")
        constraints = [models.UniqueConstraint(fields=["problem", "answer"], name="one_outside_measure_per_answer")]

    def __str__(self) -> str:
        return f"{self.answer} : {'oui' if self.is_engaged else 'non'}"
