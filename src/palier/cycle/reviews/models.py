"""What the years keep of the problems that were purged: figures, without a word."""

from django.db import models
from django.db.models import Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.reviews.figures import Figure
from palier.kernel.ids import new_id
from palier.partners.models import Group, Organisation


class FrozenFigure(models.Model):
    """How often one thing counted in one year, drawn from problems as they were purged and sealed as they were.

    At level « organisations désignées » each list of readers has rows of its own. An empty `figure` counts nothing:
    it says that something happened in that year, so that the year is still offered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="frozen_figures", verbose_name="groupe")
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES)
    readers = models.ManyToManyField(Organisation, related_name="frozen_figures", blank=True)
    year = models.PositiveSmallIntegerField("année")
    figure = models.CharField("chiffre", max_length=30, choices=Figure.choices, blank=True)
    # Not read by the count of today; what a purge takes away can never be asked for later.
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name="catégorie")
    outcome = models.CharField("résultat", max_length=10, choices=Outcome.choices, blank=True)
    count = models.PositiveIntegerField("nombre", default=0)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level", readers="readers")

    class Meta:
        ordering = ("year", "group", "id")
        indexes = [models.Index(fields=["group", "year"], name="figures_of_group_and_year")]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=Level.POLICE), name="frozen_figure_is_never_sealed"),
            models.UniqueConstraint(
                fields=["group", "year", "figure", "category", "outcome", "level"],
                condition=~Q(level=Level.NAMED),
                name="one_frozen_figure_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()} {self.year}"
