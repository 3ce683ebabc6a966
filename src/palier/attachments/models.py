"""The table of uploaded files. The bytes lie under MEDIA_ROOT, by a random name; only the row says what they are."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import LEVEL_CHOICES
from palier.access.rows import Protection, SealedManager, rule
from palier.kernel.ids import new_id


def subject_models() -> dict[str, type[models.Model]]:
    """The models that take files: they declare `takes_files = True`. Keyed as the journal keys its subjects."""
    return {model._meta.model_name or "": model for model in apps.get_models() if getattr(model, "takes_files", False)}


@dataclass(frozen=True, slots=True)
class ReadLikeSubject(Protection):
    """A file is read by those who read its subject as it stands now; a raised one also needs its own level."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The files `actor` may read."""
        if not actor.seats:
            return Q(pk__in=[])
        readable = Q(pk__in=[])
        for kind, subject in sorted(subject_models().items()):
            seen = subject._base_manager.filter(rule(subject, actor)).values("pk")
            readable |= Q(subject_type=kind, subject_id__in=seen)
        return readable & (Q(is_raised=False) | self._own_rule(model, actor))


class Attachment(models.Model):
    """One file joined to a report, a problem or an action."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    # Copied from the subject's seal when the file came in; the subject's present seal rules the reading.
    group_id = models.UUIDField(null=True)
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES)
    is_raised = models.BooleanField("plus réservée que la fiche", default=False)
    name = models.CharField("nom", max_length=120)
    content_type = models.CharField("type", max_length=40)
    size = models.PositiveIntegerField("taille")
    sha256 = models.CharField("empreinte", max_length=64)
    # Relative to MEDIA_ROOT, so that a backup restored elsewhere finds it.
    path = models.CharField(max_length=100, unique=True)
    uploaded_by = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField("ajoutée le")

    objects = SealedManager()
    protection = ReadLikeSubject(group="group_id", level="level", drawer="subject_id")

    class Meta:
        ordering = ("uploaded_at", "id")
        indexes = [models.Index(fields=["subject_id"], name="attachment_subject")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """True when a browser may show it in place; anything else is only downloaded."""
        return self.content_type.startswith("image/")


class OwnerRule:
    """Rows that only the one who sent them reads."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows of this person."""
        return Q(user_id=actor.user_id) if actor.user_id and actor.seats else Q(pk__in=[])


class WaitingUpload(models.Model):
    """A cleaned file of a form that came back with a question: kept a day at most, for the one who sent it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_id = models.UUIDField(db_index=True)
    name = models.CharField("nom", max_length=120)
    content = models.BinaryField("contenu")
    uploaded_at = models.DateTimeField("reçu le", db_index=True)

    objects = SealedManager()
    protection = OwnerRule()

    class Meta:
        ordering = ("uploaded_at", "id")

    def __str__(self) -> str:
        return self.name
