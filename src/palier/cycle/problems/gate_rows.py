"""Rows of the gates: what sources say during the observation, requests to close, how long a department watches.

They stand at the problem's own level: what is more reserved is not written here, as the state would betray it.
"""

from django.db import models
from django.db.models import Q

from palier.access.rows import Protection, SealedManager
from palier.cycle.problems.criteria import Decision, Effect, Witness
from palier.cycle.problems.lifecycle import Outcome
from palier.kernel.ids import new_id
from palier.partners.models import Organisation, User
from palier.territory.models import Department

_OF_THE_PROBLEM = Protection(group="problem__group_id", parent="problem")


class Evidence(models.Model):
    """What one source says became of the problem, on one day. Kinds of sources, never names (decision 23)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey("problems.Problem", on_delete=models.CASCADE, related_name="evidence")
    witness = models.CharField("source", max_length=12, choices=Witness.choices)
    effect = models.CharField("constat", max_length=8, choices=Effect.choices)
    text = models.CharField("ce qui a été constaté", max_length=300)
    observed_on = models.DateField("constaté le")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le")

    objects = SealedManager()
    protection = _OF_THE_PROBLEM

    class Meta:
        ordering = ("-observed_on", "-written_at", "id")

    def __str__(self) -> str:
        return f"{self.get_witness_display()} : {self.get_effect_display()}"


class ClosureRequest(models.Model):
    """Somebody asks to close: asking is not closing (decision 17). One at a time waits for the chief."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey("problems.Problem", on_delete=models.CASCADE, related_name="closure_requests")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField("résultat proposé", max_length=10, choices=Outcome.choices)
    reason = models.CharField("pourquoi clore", max_length=300)
    asked_at = models.DateTimeField("demandée le")
    decision = models.CharField("suite", max_length=10, choices=Decision.choices, blank=True)
    decline_reason = models.CharField("motif du refus", max_length=300, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)

    objects = SealedManager()
    protection = _OF_THE_PROBLEM

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(decision=""), name="one_closure_request_waits"),
            models.CheckConstraint(
                condition=~Q(decision="declined") | ~Q(decline_reason=""), name="declined_closure_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class ObservationRule(models.Model):
    """How many days a department watches a problem before « Résolu ». Everybody may know it."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, primary_key=True, related_name="observation_rule"
    )
    days = models.PositiveSmallIntegerField("jours d’observation")

    def __str__(self) -> str:
        return f"{self.department} : {self.days} jours"
