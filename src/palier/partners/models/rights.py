"""Requests by members about their own personal data, and their answers."""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.rows import SealedManager
from palier.kernel.ids import new_id
from palier.partners.models.accounts import User


class RightsRequestRule:
    """A request is read by its author and by those who answer it."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The requests `actor` may read."""
        if holds(actor, Verb.RIGHTS_ANSWER):
            return Q()
        return Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])


class RightsRequest(models.Model):
    """A member asks for access, rectification or erasure; an answer is due within one month."""

    class Kind(models.TextChoices):
        ACCESS = "access", "Accès à mes données"
        RECTIFY = "rectify", "Rectification"
        ERASE = "erase", "Effacement"

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Demande satisfaite"
        REFUSED = "refused", "Demande refusée, motif donné"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="rights_requests")
    kind = models.CharField("demande", max_length=10, choices=Kind.choices)
    text = models.CharField("précisions", max_length=1000, blank=True)
    asked_at = models.DateTimeField("demandé le")
    due_on = models.DateField("réponse attendue avant le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField("suite donnée", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField("réponse", max_length=1000, blank=True)

    objects = SealedManager()
    protection: Any = RightsRequestRule()

    class Meta:
        ordering = ("due_on", "asked_at")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(answered_at__isnull=True), name="one_open_request_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(outcome=""), name="answered_request_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.user}"
