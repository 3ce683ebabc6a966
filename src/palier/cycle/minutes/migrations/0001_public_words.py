"""What is said to the population after a meeting."""

import django.db.models.deletion
from django.db import migrations, models

import palier.access.levels
import palier.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0005_absence"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicWord",
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
                        default=palier.access.levels.Level["POPULATION"],
                        editable=False,
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="dit à la population")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_words",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="public_words", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "item"), name="one_public_word_per_item"),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", True)),
                        fields=("meeting",),
                        name="one_public_word_per_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level", palier.access.levels.Level["POPULATION"])),
                        name="public_word_is_for_all",
                    ),
                ],
            },
        ),
    ]
