"""The agenda that writes itself: minutes and reasons of a point, and the usual agenda of a group."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_purged_at"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaTemplate",
            fields=[
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="agenda_template",
                        serialize=False,
                        to="partners.group",
                        verbose_name="groupe",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="ordre des motifs")),
                (
                    "opening",
                    models.CharField(
                        blank=True,
                        default="Ce qui était promis, ce qui a été fait",
                        max_length=100,
                        verbose_name="point d’ouverture",
                    ),
                ),
                ("opening_minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes d’ouverture")),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        default="Ce que l’on dit à la population, date de la prochaine réunion",
                        max_length=100,
                        verbose_name="point de fin",
                    ),
                ),
                ("closing_minutes", models.PositiveSmallIntegerField(default=5, verbose_name="minutes de fin")),
            ],
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="minutes prévues"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="reasons",
            field=models.CharField(blank=True, max_length=100, verbose_name="motifs"),
        ),
    ]
