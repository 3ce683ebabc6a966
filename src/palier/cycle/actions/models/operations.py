"""What a joint operation was, once held: staff per partner and results, in counts only (requirement 25)."""

from django.db import models
from django.db.models import Q

from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.models.action import Action
from palier.kernel.ids import new_id
from palier.partners.models import Organisation


class JointOperation(models.Model):
    """One operation held by several partners for one action. What is planned is told in the sealed drawer alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="operations")
    held_on = models.DateField("tenue le")
    written_at = models.DateTimeField("inscrite le")

    objects = SealedManager()
    protection = Protection(group="action__problem__group_id", parent="action")

    class Meta:
        ordering = ("-held_on", "id")

    def __str__(self) -> str:
        return f"Opération du {self.held_on:%d/%m/%Y}"


class Staff(models.Model):
    """How many people one partner sent."""

    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="staff")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField("effectif")

    objects = SealedManager()
    protection = Protection(group="operation__action__problem__group_id", parent="operation")

    class Meta:
        ordering = ("organisation__name__folded", "id")
        constraints = [
            models.UniqueConstraint(fields=["operation", "organisation"], name="one_staff_per_partner"),
            models.CheckConstraint(condition=Q(count__gt=0), name="staff_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.count}"


class OperationResult(models.Model):
    """How many of one kind of result."""

    class Kind(models.TextChoices):
        CHECKS = "checks", "Contrôles"
        FINES = "fines", "Verbalisations"
        IMPOUNDED = "impounded", "Véhicules mis en fourrière"
        REMOVED = "removed", "Encombrants ou épaves enlevés"
        REPAIRS = "repairs", "Remises en état"
        CONTACTS = "contacts", "Échanges avec des habitants ou des commerçants"

    operation = models.ForeignKey(JointOperation, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField("nature", max_length=10, choices=Kind.choices)
    count = models.PositiveSmallIntegerField("nombre")

    objects = SealedManager()
    protection = Protection(group="operation__action__problem__group_id", parent="operation")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["operation", "kind"], name="one_count_per_kind_of_result")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.count}"
