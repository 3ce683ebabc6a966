"""What happens to a promise: its date moves, silence is broken, what recurs is ticked."""

from django.db import models

from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.ladder import Rung
from palier.cycle.actions.models.action import Action
from palier.kernel.ids import new_id

_OF_THE_ACTION = Protection(group="action__problem__group_id", parent="action")


class Postponement(models.Model):
    """One move of a due date, and why. The police's are counted like the others."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="moved_dates")
    due_before = models.DateField("échéance précédente")
    due_after = models.DateField("nouvelle échéance")
    reason = models.CharField("motif", max_length=200)
    at = models.DateTimeField("le")

    objects = SealedManager()
    protection = _OF_THE_ACTION

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.due_before:%d/%m/%Y} → {self.due_after:%d/%m/%Y}"


class Reminder(models.Model):
    """One rung of the ladder that was climbed: who keeps silent is reminded once per rung and silence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    rung = models.CharField("relance", max_length=20, choices=Rung.choices)
    # The day the silence is counted from: the due date of a promise, the day of a proposal.
    since = models.DateField("comptée depuis le")
    sent_on = models.DateField("faite le")

    objects = SealedManager()
    protection = _OF_THE_ACTION

    class Meta:
        ordering = ("sent_on", "id")
        constraints = [models.UniqueConstraint(fields=["action", "rung", "since"], name="one_reminder_per_rung")]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}, le {self.sent_on:%d/%m/%Y}"


class Tick(models.Model):
    """One day when something that recurs was done: a day and a few words, no hour to come nor name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="ticks")
    day = models.DateField("fait le")
    note = models.CharField("constat", max_length=150, blank=True)
    at = models.DateTimeField("noté le")

    objects = SealedManager()
    protection = _OF_THE_ACTION

    class Meta:
        ordering = ("-day", "id")
        constraints = [models.UniqueConstraint(fields=["action", "day"], name="one_tick_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
