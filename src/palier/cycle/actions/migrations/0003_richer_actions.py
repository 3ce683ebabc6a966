"""What recurs, parts of partners, joint operations, answers dealt with outside the group."""

import django.db.models.deletion
from django.db import migrations, models

import palier.access.levels
import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0002_reminder"),
        ("catalogue", "0002_dated_entries_and_lessons"),
        ("partners", "0011_contact_is_head"),
        ("problems", "0010_indexes_of_the_list"),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="every_days",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Une fois"),
                    (1, "Chaque jour"),
                    (3, "Deux fois par semaine"),
                    (7, "Chaque semaine"),
                    (14, "Tous les quinze jours"),
                    (30, "Chaque mois"),
                ],
                default=0,
                verbose_name="se répète",
            ),
        ),
        migrations.CreateModel(
            name="JointOperation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("held_on", models.DateField(verbose_name="tenue le")),
                ("written_at", models.DateTimeField(verbose_name="inscrite le")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="operations", to="actions.action"
                    ),
                ),
            ],
            options={
                "ordering": ("-held_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("state_since", models.DateTimeField(verbose_name="dans cet état depuis")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="créé le")),
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Sollicité"),
                            ("in", "Engagé"),
                            ("declined", "A décliné"),
                            ("done", "A fait sa part"),
                        ],
                        max_length=30,
                        verbose_name="état",
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
                        default=palier.access.levels.Level["GROUP"],
                        verbose_name="confidentialité",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="sollicitée le")),
                ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                ("part_done", models.CharField(blank=True, max_length=300, verbose_name="ce qui a été fait")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="partners.organisation",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="involvements", to="problems.problem"
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__name__folded", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("problem", "organisation"), name="one_involvement_per_partner"),
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", palier.access.levels.Level["POLICE"])),
                        name="involvement_is_never_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "in", "declined", "done"])),
                        name="involvement_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperationResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("checks", "Contrôles"),
                            ("fines", "Verbalisations"),
                            ("impounded", "Véhicules mis en fourrière"),
                            ("removed", "Encombrants ou épaves enlevés"),
                            ("repairs", "Remises en état"),
                            ("contacts", "Échanges avec des habitants ou des commerçants"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="nombre")),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to="actions.jointoperation"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("operation", "kind"), name="one_count_per_kind_of_result")
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideMeasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_engaged", models.BooleanField(verbose_name="engagée")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.answer"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outside_measures",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ("answer__partner_type", "answer__code"),
                "constraints": [
                    models.UniqueConstraint(fields=("problem", "answer"), name="one_outside_measure_per_answer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveSmallIntegerField(verbose_name="effectif")),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="staff", to="actions.jointoperation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__name__folded", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("operation", "organisation"), name="one_staff_per_partner"),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="staff_is_somebody"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(verbose_name="fait le")),
                ("note", models.CharField(blank=True, max_length=150, verbose_name="constat")),
                ("at", models.DateTimeField(verbose_name="noté le")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="actions.action"
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "id"),
                "constraints": [models.UniqueConstraint(fields=("action", "day"), name="one_tick_a_day")],
            },
        ),
    ]
