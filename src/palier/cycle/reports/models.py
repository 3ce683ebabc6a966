"""Tables of the reports. No field for a suspect, a tenant, a pupil or a victim: places and facts only."""

from django.db import models
from django.db.models import Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Category
from palier.cycle.reports.lifecycle import TONES, State
from palier.kernel.ids import new_id, spoken
from palier.kernel.moments import CODE_LENGTH
from palier.partners.models import Group, Organisation, User
from palier.territory.models import Place
from palier.workflow.records import LivingRecord


class Frequency(models.TextChoices):
    """How often it happens, as people say it."""

    ONCE = "once", "Une seule fois"
    SOMETIMES = "sometimes", "De temps en temps"
    WEEKLY = "weekly", "Chaque semaine"
    OFTEN = "often", "Plusieurs fois par semaine"
    DAILY = "daily", "Presque tous les jours"


class Report(LivingRecord):
    """A fact observed at a place by a partner or brought by a resident."""

    class Channel(models.TextChoices):
        MEMBER = "member", "Membre du groupe"
        RESIDENT = "resident", "Habitant"
        PHONE = "phone", "Téléphone"
        MAIL = "mail", "Courrier ou courriel"
        FIELD = "field", "Constat sur le terrain"
        MEETING = "meeting", "Réunion publique"
        IMPORT = "import", "Repris d’un tableau"

    class Destination(models.TextChoices):
        CLSPD = "clspd", "CLSPD ou CISPD"
        CASE_GROUP = "case_group", "Cellule de veille"
        ORDINARY = "ordinary", "Service ordinaire"
        SECTOR = "sector", "Autre secteur"
        OTHER = "other", "Autre cadre"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=State.choices)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reports", verbose_name="groupe")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reports", verbose_name="lieu")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="reports", verbose_name="catégorie")
    channel = models.CharField("source", max_length=10, choices=Channel.choices, default=Channel.MEMBER)
    reporter_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reports", verbose_name="signalé par"
    )
    # Emptied when the account is erased; the organisation remains the reporter.
    reporter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    seen_on = models.DateField("vu le", null=True, blank=True)
    # The code of a `kernel.moments.Moments`; empty when nobody knows.
    moments = models.CharField("moments", max_length=CODE_LENGTH, blank=True)
    frequency = models.CharField("fréquence", max_length=10, choices=Frequency.choices, blank=True)
    text = models.TextField("faits constatés")
    # « Constaté aussi »: one more source of what was already known, with hardly more than a day and moments.
    is_light = models.BooleanField("constaté aussi", default=False)
    # The earlier report that it confirms, while no problem gathers them.
    same_as = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="seen_again")
    # Drawn with the form: however often it is sent, one report is filed.
    filing_key = models.UUIDField(null=True, editable=False)
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    # Filled by the move that needs them.
    review_on = models.DateField("à revoir le", null=True, blank=True)
    destination = models.CharField("orienté vers", max_length=12, choices=Destination.choices, blank=True)
    decline_reason = models.CharField("motif", max_length=300, blank=True)
    # Emptied when the other one is purged: it may be, whatever this one still needs.
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    objects = SealedManager()
    # A group that passed it on goes on reading it, as does the one who brought it there.
    protection = Protection(group="group_id", level="level", shared="transfers__from_group")
    takes_files = True

    class Meta:
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["group", "state", "-created_at"], name="report_triage"),
            # Holds all that the list filters and orders by: a group's part of it is read from the index alone.
            models.Index(
                fields=["group", "-created_at", "id", "level", "state", "category", "place"], name="report_of_group"
            ),
            models.Index(
                fields=["level", "-created_at", "id"], name="report_for_all", condition=Q(level=Level.POPULATION)
            ),
            # For who reads much of the table: walked in order, it meets enough of what is theirs at once.
            models.Index(fields=["-created_at", "id", "group", "level"], name="report_newest"),
            models.Index(fields=["place", "-created_at"], name="report_at_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "filing_key"], name="one_report_per_filing_key"),
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="report_is_never_sealed"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.WATCHED) | Q(review_on__isnull=False), name="watched_report_has_review_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.place}"

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TONES.get(self.state, "")

    @property
    def number(self) -> str:
        """What a reporter quotes on the telephone; drawn at random with the report, it counts nothing."""
        return f"S-{spoken(self.pk)}"


class Transfer(models.Model):
    """A report passed from one group to the box of another; whoever reads the report reads who sent it and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="transfers")
    from_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="transfers_out")
    to_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="transfers_in")
    reason = models.CharField("motif", max_length=300)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("transmis le")

    objects = SealedManager()
    protection = Protection(group="report__group_id", parent="report")

    class Meta:
        ordering = ("-sent_at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(from_group=models.F("to_group")), name="transfer_changes_group"),
        ]

    def __str__(self) -> str:
        return f"{self.from_group} → {self.to_group}"


class PoliceReferral(models.Model):
    """Where a report was really sent, when only the police may know it (decision 3): others read « Autre cadre »."""

    class Destination(models.TextChoices):
        GLTD = "gltd", "Groupe local de traitement de la délinquance"
        PROSECUTOR = "prosecutor", "Parquet"
        INVESTIGATION = "investigation", "Service d’enquête"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="police_referral")
    destination = models.CharField("orienté vers", max_length=15, choices=Destination.choices)
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.POLICE, editable=False)
    referred_at = models.DateTimeField("orienté le")

    objects = SealedManager()
    protection = Protection(group="report__group_id", level="level", parent="report")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=Level.POLICE), name="referral_is_police_level"),
        ]

    def __str__(self) -> str:
        return self.get_destination_display()
