"""The priority of a problem, ranked by a human, and why."""

import django.db.models.deletion
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0005_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="problem",
            name="position",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ordre"),
        ),
        migrations.AddField(
            model_name="problem",
            name="priority",
            field=models.CharField(
                choices=[("high", "Haute"), ("normal", "Normale"), ("low", "Basse")],
                default="normal",
                max_length=6,
                verbose_name="priorité",
            ),
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "Haute"), ("normal", "Normale"), ("low", "Basse")],
                        max_length=6,
                        verbose_name="priorité",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ordre")),
                ("reason", models.CharField(max_length=200, verbose_name="pourquoi")),
                ("score", models.PositiveSmallIntegerField(verbose_name="note au moment du choix")),
                ("ranked_at", models.DateTimeField(verbose_name="classée le")),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rankings", to="problems.problem"
                    ),
                ),
            ],
            options={
                "ordering": ("-ranked_at", "id"),
            },
        ),
    ]
