"""The table of large exports: who asked for which rows, how far it is, and where its file lies for a day."""

from django.db import models
from django.db.models import Q

from palier.access.rows import SealedManager
from palier.attachments.models import OwnerRule
from palier.kernel.ids import new_id
from palier.partners.models import User

LONGEST = 1000


class ExportFile(models.Model):
    """One file asked for: read by nobody but the one who asked, and only while it reads as much as when it was made."""

    class State(models.TextChoices):
        ASKED = "asked", "Demandé"
        MAKING = "making", "En préparation"
        READY = "ready", "Prêt"
        FAILED = "failed", "Non préparé"

    class Subject(models.TextChoices):
        PROBLEM = "problem", "Problématiques"
        REPORT = "report", "Signalements"
        MEETING = "meeting", "Réunions d’une année"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="export_files")
    subject = models.CharField("liste", max_length=10, choices=Subject.choices)
    kind = models.CharField("format", max_length=10)
    query = models.CharField("critères", max_length=LONGEST, blank=True)
    state = models.CharField("état", max_length=10, choices=State.choices, default=State.ASKED)
    # Why it is not made, as its owner reads it.
    reason = models.CharField("motif", max_length=300, blank=True)
    rows_done = models.PositiveIntegerField("lignes écrites", default=0)
    rows_total = models.PositiveIntegerField("lignes", default=0)
    # The task that makes it, and the run of that task which may write it: an older one gives way.
    task_id = models.UUIDField(null=True, editable=False)
    run_id = models.UUIDField(null=True, editable=False)
    # What its owner read when it was made: the clearance and the organisation held in each group.
    reach = models.JSONField(default=dict, editable=False)
    # Relative to MEDIA_ROOT; empty until the file is whole.
    path = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField("taille", default=0)
    asked_at = models.DateTimeField("demandé le")
    finished_at = models.DateTimeField("terminé le", null=True)

    objects = SealedManager()
    protection = OwnerRule()

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=["asked", "making"]), name="one_export_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(path="") & Q(finished_at__isnull=False)),
                name="ready_export_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} ({self.kind})"

    @property
    def is_under_way(self) -> bool:
        """True until it is ready or failed."""
        return self.state in UNDER_WAY


UNDER_WAY = (ExportFile.State.ASKED, ExportFile.State.MAKING)
