"""What the years keep of the problems that were purged."""

import django.db.models.deletion
from django.db import migrations, models

import palier.access.levels
import palier.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_tables"),
        ("partners", "0003_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (10, "Population"),
                            (20, "Membres du groupe"),
                            (30, "Organisations désignées"),
                            (40, "Police"),
                            (50, "Scellé"),
                        ],
                        verbose_name="confidentialité",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("entered", "Problématiques identifiées"),
                            ("reopened", "Problématiques rouvertes"),
                            ("solved", "Problématiques résolues"),
                            ("closed_otherwise", "Problématiques closes autrement"),
                            ("actions_promised", "Actions promises"),
                            ("actions_kept", "Actions faites"),
                            ("actions_kept_in_time", "Actions faites à la première échéance"),
                        ],
                        max_length=30,
                        verbose_name="chiffre",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gone", "Disparu"),
                            ("reduced", "Nettement réduit"),
                            ("managed", "Moins grave ou mieux géré"),
                            ("moved", "Déplacé"),
                            ("no_effect", "Sans effet"),
                        ],
                        max_length=10,
                        verbose_name="résultat",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0, verbose_name="nombre")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="catégorie",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen_figures",
                        to="partners.group",
                        verbose_name="groupe",
                    ),
                ),
                (
                    "readers",
                    models.ManyToManyField(blank=True, related_name="frozen_figures", to="partners.organisation"),
                ),
            ],
            options={
                "ordering": ("year", "group", "id"),
                "indexes": [models.Index(fields=["group", "year"], name="figures_of_group_and_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", palier.access.levels.Level["POLICE"])),
                        name="frozen_figure_is_never_sealed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("level", palier.access.levels.Level["NAMED"]), _negated=True),
                        fields=("group", "year", "figure", "category", "outcome", "level"),
                        name="one_frozen_figure_per_kind",
                    ),
                ],
            },
        ),
    ]
