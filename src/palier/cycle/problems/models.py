"""Tables of the problems. No field for a suspect, a tenant, a pupil or a victim; police facts in rows of their own."""

from hashlib import sha256

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.circumstances import Attempt, Band, Bothered, Priority, Ranking
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.gate_rows import ClosureRequest, Evidence, ObservationRule
from palier.cycle.problems.lifecycle import TONES, Outcome, State
from palier.cycle.reports.models import Frequency, Report
from palier.kernel.ids import new_id
from palier.kernel.moments import CODE_LENGTH
from palier.partners.models import Group, Organisation, User
from palier.territory.models import Place
from palier.workflow.records import LivingRecord

__all__ = [
    "Admission",
    "Attempt",
    "ClosureRequest",
    "Diagnosis",
    "Evidence",
    "JudicialStatus",
    "ObservationRule",
    "Passage",
    "Problem",
    "Ranking",
    "ReferenceSeries",
    "SealedNote",
    "Source",
]


class Problem(LivingRecord):
    """A located trouble that the group treats together. One group owns it; associated groups read it (decision 5)."""

    class Gravity(models.IntegerChoices):
        ISOLATED = 1, "Faits isolés"
        REPEATED = 2, "Faits répétés"
        SETTLED = 3, "Activité installée"
        LASTING = 4, "Emprise durable"

    class Origin(models.TextChoices):
        REPORT = "report", "Signalement"
        MEETING = "meeting", "Réunion du groupe"
        DIRECT = "direct", "Constat du groupe"
        IMPORT = "import", "Repris du tableau"

    class Destination(models.TextChoices):
        CLSPD = "clspd", "CLSPD ou CISPD"
        CASE_GROUP = "case_group", "Cellule de veille"
        ORDINARY = "ordinary", "Service ordinaire"
        SECTOR = "sector", "Autre secteur"
        OTHER = "other", "Autre cadre"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=State.choices)
    reference = models.CharField("référence", max_length=30, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="problems", verbose_name="groupe")
    associated_groups = models.ManyToManyField(Group, related_name="associated_problems", blank=True)
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    # Named on a problem of level « organisations désignées »; others of the group do not see it.
    readers = models.ManyToManyField(Organisation, related_name="named_problems", blank=True)
    title = models.CharField("intitulé (fait et lieu)", max_length=90)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="problems", verbose_name="catégorie principale"
    )
    second_category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="second_problems",
        verbose_name="catégorie secondaire",
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="problems", verbose_name="lieu")
    gravity = models.PositiveSmallIntegerField("gravité", choices=Gravity.choices, default=Gravity.REPEATED)
    origin = models.CharField("origine", max_length=10, choices=Origin.choices, default=Origin.DIRECT)
    lead_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_problems",
        verbose_name="pilote",
    )
    first_seen = models.DateField("première manifestation", null=True, blank=True)
    last_seen = models.DateField("dernière manifestation", null=True, blank=True)
    # The code of a `kernel.moments.Moments`; empty when nobody knows.
    moments = models.CharField("moments", max_length=CODE_LENGTH, blank=True)
    frequency = models.CharField("fréquence", max_length=10, choices=Frequency.choices, blank=True)
    bothered = models.CharField("qui est surtout gêné", max_length=12, choices=Bothered.choices, blank=True)
    bothered_number = models.CharField("combien environ", max_length=6, choices=Band.choices, blank=True)
    # Ranked by a human (`Ranking` keeps why); the order among those of the same priority is optional.
    priority = models.CharField("priorité", max_length=6, choices=Priority.choices, default=Priority.NORMAL)
    position = models.PositiveSmallIntegerField("ordre", null=True, blank=True)
    objective = models.CharField("objectif mesurable", max_length=200, blank=True)
    indicator = models.CharField("indicateur", max_length=120, blank=True)
    starting_value = models.DecimalField("valeur de départ", max_digits=10, decimal_places=2, null=True, blank=True)
    starting_value_on = models.DateField("mesurée le", null=True, blank=True)
    starting_value_source = models.CharField("source de la mesure", max_length=120, blank=True)
    changed_at = models.DateTimeField("modifiée le")
    # Filled by the move that needs them.
    outcome = models.CharField("résultat", max_length=10, choices=Outcome.choices, blank=True)
    closing_note = models.CharField("constat de clôture", max_length=500, blank=True)
    closed_on = models.DateField("close le", null=True, blank=True)
    destination = models.CharField("orientée vers", max_length=12, choices=Destination.choices, blank=True)
    exit_reason = models.CharField("motif", max_length=300, blank=True)
    # Emptied when the other one is purged: it may be, whatever this one still needs.
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    objects = SealedManager()
    protection = Protection(group="group_id", level="level", readers="readers", shared="associated_groups")
    takes_files = True

    class Meta:
        ordering = ("-changed_at", "id")
        indexes = [
            models.Index(fields=["group", "state", "-changed_at"], name="problem_by_state"),
            # As for the reports: a group's part of a list is read from the index alone.
            models.Index(
                fields=["group", "-changed_at", "id", "level", "state", "category", "place"], name="problem_of_group"
            ),
            models.Index(
                fields=["level", "-changed_at", "id"], name="problem_for_all", condition=Q(level=Level.POPULATION)
            ),
            models.Index(fields=["-changed_at", "id", "group", "level", "state"], name="problem_newest"),
            models.Index(fields=["place", "state"], name="problem_at_place"),
            models.Index(fields=["category", "state"], name="problem_by_category"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="problem_is_never_sealed"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="problem_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome=""), name="closed_problem_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(first_seen__isnull=True)
                | Q(last_seen__isnull=True)
                | Q(last_seen__gte=models.F("first_seen")),
                name="problem_last_seen_after_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TONES.get(self.state, "")


class NobodyRule:
    """Rows that only the program reads."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """No row, whoever reads."""
        return Q(pk__in=[])


class ReferenceSeries(models.Model):
    """The last number given, by group and year; what partners may not read is numbered apart (decision 6)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reference_series")
    year = models.PositiveSmallIntegerField()
    is_police = models.BooleanField(default=False)
    last = models.PositiveIntegerField(default=0)

    objects = SealedManager()
    protection = NobodyRule()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "is_police"], name="one_series_per_group_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.year}"


class Source(models.Model):
    """A report attached to a problem. Its level is the stricter of the two: the link betrays neither."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="sources")
    # A report that its readers know as answered leaves at its own term, whatever it was attached to.
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="source")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    attached_at = models.DateTimeField("rattaché le")

    objects = SealedManager()
    protection = Protection(
        group="problem__group_id",
        level="level",
        readers="problem__readers",
        shared="problem__associated_groups",
        parent="problem",
    )

    class Meta:
        ordering = ("attached_at", "id")

    def __str__(self) -> str:
        return str(self.report)


class Passage(models.Model):
    """One move of a problem's life, kept with its date: figures of a past year read it, and never change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="passages")
    # The problem's version after the move: two moves of one instant keep their order.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, choices=State.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    at = models.DateTimeField()

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    class Meta:
        ordering = ("problem", "number")
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="one_passage_per_version")]

    def __str__(self) -> str:
        return self.get_to_state_display()


class Admission(models.Model):
    """One criterion of the admission test, its answer, and one line of evidence. Kept also on refusal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="admissions")
    criterion = models.CharField("critère", max_length=12, choices=Criterion.choices)
    is_met = models.BooleanField("rempli")
    evidence = models.CharField("élément de preuve", max_length=200)
    answered_at = models.DateTimeField("répondu le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "criterion"], name="one_answer_per_criterion")]

    def __str__(self) -> str:
        return self.get_criterion_display()


class Diagnosis(models.Model):
    """What the group understood: where, when, what, whom it bothers, who holds the place, what was tried."""

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, primary_key=True, related_name="diagnosis")
    where = models.TextField("lieu : ce qui s’y prête", blank=True)
    when = models.TextField("moments", blank=True)
    facts = models.TextField("faits", blank=True)
    bothered = models.TextField("qui est gêné, combien environ", blank=True)
    # The triangle: roles and organisations, never persons.
    holders = models.TextField("à qui est le lieu", blank=True)
    watchers = models.TextField("qui peut y veiller", blank=True)
    influence = models.TextField("qui a de l’influence", blank=True)
    tried = models.TextField("déjà tenté", blank=True)
    changed_at = models.DateTimeField("modifié le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    def __str__(self) -> str:
        return f"Diagnostic {self.problem.reference}"

    @property
    def mark(self) -> str:
        """What tells these words from others: a digest of them."""
        told = (field.value_from_object(self) for field in self._meta.fields if isinstance(field, models.TextField))
        return sha256("\0".join(told).encode()).hexdigest()[:16]


class JudicialStatus(models.Model):
    """A police-level field in a row of its own: partners see neither it nor its absence (decision 3)."""

    class Status(models.TextChoices):
        NONE = "none", "Pas de suite judiciaire connue"
        ONGOING = "ongoing", "Traitement judiciaire en cours"
        PROSECUTOR = "prosecutor", "Transmis au parquet"
        GLTD = "gltd", "Orienté GLTD"

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, primary_key=True, related_name="judicial_status")
    status = models.CharField("suite judiciaire", max_length=12, choices=Status.choices)
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.POLICE, editable=False)
    changed_at = models.DateTimeField("modifiée le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", level="level", parent="problem")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=Level.POLICE), name="judicial_status_is_police_level"),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class SealedNote(models.Model):
    """A page of the sealed drawer: read on screen by those named, nowhere else (decision 2).

    Writing it touches neither the problem's dates nor its version. It alone may hold the planned day and place of an
    operation (decision 4), emptied once done.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="sealed_notes")
    # The group that wrote it: a problem handed over does not carry the drawer of its former group.
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.SEALED, editable=False)
    text = models.TextField("note scellée")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField("écrite le")
    planned_on = models.DateField("opération prévue le", null=True, blank=True)
    planned_place = models.CharField("lieu de l’opération", max_length=150, blank=True)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level", drawer="problem_id", parent="problem")

    class Meta:
        ordering = ("-written_at", "id")
        constraints = [models.CheckConstraint(condition=Q(level=Level.SEALED), name="note_is_sealed")]

    def __str__(self) -> str:
        return "Note scellée"
