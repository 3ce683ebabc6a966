"""The outbox: every mail is written here first, in the transaction of what it tells (decision 15)."""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.rows import SealedManager
from palier.cycle.problems.models import NobodyRule
from palier.cycle.reports.models import Report
from palier.kernel.ids import new_id
from palier.partners.models import User


class OutboxRule:
    """The administrator watches deliveries; nobody else reads the outbox."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The messages whose subject and state `actor` may read."""
        return Q() if holds(actor, Verb.ACCOUNT_EDIT) else Q(pk__in=[])


class Message(models.Model):
    """One mail to one person. A body that holds a secret is emptied once delivered or given up."""

    class State(models.TextChoices):
        QUEUED = "queued", "En attente"
        SENDING = "sending", "Envoi en cours"
        SENT = "sent", "Envoyé"
        REFUSED = "refused", "Refusé par le serveur"
        DOUBT = "doubt", "Incertain"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # What makes enqueuing idempotent: one message per (journal entry, recipient) has one key.
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField("nature", max_length=60)
    recipient = models.EmailField("destinataire")
    subject = models.CharField("objet", max_length=250)
    text = models.TextField("texte")
    html = models.TextField("texte mis en forme", blank=True)
    holds_secret = models.BooleanField("contient un secret", default=True)
    state = models.CharField("état", max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    not_before = models.DateTimeField("pas avant le", null=True, blank=True)
    claimed_at = models.DateTimeField("pris en charge le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    answer = models.CharField("réponse du serveur", max_length=200, blank=True)

    objects = SealedManager()
    protection: Any = OutboxRule()

    class Meta:
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["state", "created_at"], name="message_state")]

    def __str__(self) -> str:
        return self.subject


class ReportNews(models.Model):
    """One journal entry to be told to the one who brought the report; gone once its mail is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.BigIntegerField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # The state that the entry led to; empty for the filing.
    state = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField()

    objects = SealedManager()
    protection: Any = NobodyRule()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "recipient"], name="one_news_per_entry_and_person")]
        indexes = [models.Index(fields=["recipient", "created_at"], name="news_of_person")]

    def __str__(self) -> str:
        return f"{self.entry}"
