"""Who works and what was planned: no content, only codes and dates."""

from django.db import models


class Heartbeat(models.Model):
    """A worker that says it is alive. Without a recent beat, what it was running is taken for lost."""

    worker = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker


class PlannedRun(models.Model):
    """One periodic job, started for one slot: the pair is unique, so several workers start it once."""

    job = models.CharField(max_length=60)
    slot = models.CharField(max_length=20)
    planned_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="planned_once_per_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"
