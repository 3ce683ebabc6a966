"""Each rung of the ladder that was climbed about an action."""

import django.db.models.deletion
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("coming", "Rappel avant l’échéance"),
                            ("asked_again", "Proposition rappelée"),
                            ("asked_head", "Proposition rappelée au responsable"),
                            ("asked_agenda", "Proposition sans réponse, portée à l’ordre du jour"),
                            ("late", "Retard rappelé"),
                            ("late_head", "Retard rappelé au responsable"),
                            ("late_agenda", "Retard porté à l’ordre du jour"),
                        ],
                        max_length=20,
                        verbose_name="relance",
                    ),
                ),
                ("since", models.DateField(verbose_name="comptée depuis le")),
                ("sent_on", models.DateField(verbose_name="faite le")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="actions.action"
                    ),
                ),
            ],
            options={
                "ordering": ("sent_on", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("action", "rung", "since"), name="one_reminder_per_rung")
                ],
            },
        ),
    ]
