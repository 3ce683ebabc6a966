"""The outbox: every mail is written here first, in the transaction of what it tells (decision 15)."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.rows import SealedManager
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report
from palier.kernel.ids import new_id
from palier.notifications.kinds import Kind, Rhythm
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
        WITHDRAWN = "withdrawn", "Retiré avant l’envoi"
        BOUNCED = "bounced", "Revenu"

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

    # Where its recipient stops these mails, and its calendar file: known while it is being sent, never stored.
    stop_link = ""
    calendar = ""

    objects = SealedManager()
    protection: Any = OutboxRule()

    class Meta:
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["state", "created_at"], name="message_state")]

    def __str__(self) -> str:
        return self.subject


# What a notice may be about: exactly one of these.
ABOUT: dict[str, Any] = {
    "report": Report,
    "problem": Problem,
    "action": Action,
    "part": Involvement,
    "meeting": Meeting,
    "topic": Topic,
}


class NoticeRule:
    """A notice is read by its recipient, as long as it may read what the notice is about."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The notices of `actor`, of what it sees today."""
        if actor.user_id is None:
            return Q(pk__in=[])
        seen = Q()
        for name, about in ABOUT.items():
            seen |= Q(**{f"{name}__in": about.objects.visible_to(actor).order_by().values("pk")})
        return Q(recipient=actor.user_id) & seen


def _about_one_thing() -> Q:
    one = Q()
    for name in ABOUT:
        one |= Q(**{f"{other}__isnull": other != name for other in ABOUT})
    return one


class Notice(models.Model):
    """One journal entry to be told to one person: ids and codes, never words.

    What it says is made when it is read or mailed, from what its reader may read at that moment (`lines`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.BigIntegerField("écriture du journal")
    kind = models.CharField("nature", max_length=20, choices=Kind.choices)
    is_urgent = models.BooleanField("urgent", default=False)
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    # Who caused it: it may take the mail back before it leaves.
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="+")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, null=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="+")
    part = models.ForeignKey(Involvement, on_delete=models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    # The state that the entry led to; empty for a filing.
    state = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField("le")
    read_at = models.DateTimeField("lu le", null=True)
    # When its mail was written, taken back, or not to be written at all.
    settled_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = SealedManager()
    protection: Any = NoticeRule()

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["entry", "recipient"], name="one_notice_per_entry_and_person"),
            models.CheckConstraint(
                condition=_about_one_thing(),
                name="notice_is_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_of_person"),
            models.Index(fields=["created_at"], condition=Q(settled_at__isnull=True), name="notice_to_mail"),
            models.Index(fields=["author"], condition=Q(settled_at__isnull=True), name="notice_not_left"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def about_id(self) -> UUID:
        """The id of the one thing it is about: a constraint says that there is one."""
        found: UUID = next(pk for name in ABOUT if (pk := getattr(self, f"{name}_id")))
        return found


class Preference(models.Model):
    """How often one person wants mails; without a row, one summary a day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="mail_preference")
    rhythm = models.CharField("courriels", max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY)
    # How many times the summaries were wanted again after having been stopped: a link of before stops them no more.
    wanted_again = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return self.get_rhythm_display()
