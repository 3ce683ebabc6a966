"""What was taken over, line by line (so that the same file twice changes nothing), and files waiting for a yes."""

from django.db import models

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem
from palier.kernel.ids import new_id
from palier.partners.models import Group


class RememberedColumns(models.Model):
    """What the columns of the group’s own workbook hold: read the same way next time, and given back the same way.

    Names of columns only, in their order, and which organisations its names mean; no word of any line.
    """

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="remembered_columns", verbose_name="groupe"
    )
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.GROUP, editable=False)
    headings = models.JSONField("colonnes, dans leur ordre")
    # Folded heading -> field, empty for a column that is left out.
    fields = models.JSONField("ce que chacune contient")
    # Folded name of an organisation in the file -> the one of the directory that it means.
    owners = models.JSONField("organisations désignées", default=dict)
    changed_at = models.DateTimeField("modifié le")

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    def __str__(self) -> str:
        return f"Colonnes du tableau, {self.group}"


class TakenLine(models.Model):
    """One line of a tracker that became a problem or an action: its print, and, of a problem, its number and the words
    of its state, to give them back while it has not moved. It outlives them: a line taken over twice would be counted
    twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="taken_lines")
    print = models.CharField("empreinte", max_length=64)
    problem = models.ForeignKey(Problem, on_delete=models.SET_NULL, null=True, related_name="taken_lines")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="taken_lines")
    taken_at = models.DateTimeField("reprise le")
    # As the file says them, screened; `state` is the one these words were taken for.
    label = models.CharField("numéro dans le tableau", max_length=40, blank=True)
    stated = models.CharField("état dans le tableau", max_length=120, blank=True)
    state = models.CharField("état repris", max_length=30, blank=True)
    undated = models.BooleanField("date inconnue", default=False)

    objects = SealedManager()
    protection = Protection(group="group_id", parent="problem")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "print"], name="one_take_over_per_line")]

    def __str__(self) -> str:
        return self.print


class WaitingFile(models.Model):
    """A tracker uploaded and previewed by one person. Its content goes once confirmed, the rest after 24 hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="waiting_files")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.POLICE, editable=False)
    name = models.CharField("nom", max_length=120)
    content = models.BinaryField("contenu")
    uploaded_by = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField("déposé le")
    # What its sender corrected: by line, and the row of the header by sheet (0: the sheet is left aside).
    corrections = models.JSONField("corrections", default=dict)
    header_rows = models.JSONField("lignes d’en-tête", default=dict)
    # What it is read with, its own: another file confirmed meanwhile changes nothing of what was previewed.
    columns = models.JSONField("ce que chaque colonne contient", default=dict)
    owners = models.JSONField("organisations désignées", default=dict)
    # When its sender said yes to a long file: the worker writes it.
    asked_at = models.DateTimeField("demandé le", null=True)
    confirmed_at = models.DateTimeField("confirmé le", null=True)
    # What was written and what was refused, once confirmed.
    outcome = models.JSONField("résultat", default=dict)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("-uploaded_at", "id")

    def __str__(self) -> str:
        return self.name
