"""What the columns of a group’s own workbook hold, kept for the next file and for giving it back."""

import django.db.models.deletion
from django.db import migrations, models

import palier.access.levels


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_prints_outlive_problems"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="RememberedColumns",
            fields=[
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="remembered_columns",
                        serialize=False,
                        to="partners.group",
                        verbose_name="groupe",
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
                        editable=False,
                    ),
                ),
                ("headings", models.JSONField(verbose_name="colonnes, dans leur ordre")),
                ("fields", models.JSONField(verbose_name="ce que chacune contient")),
                ("changed_at", models.DateTimeField(verbose_name="modifié le")),
            ],
        ),
    ]
