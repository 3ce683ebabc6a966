"""A report says how often, whether it only confirms what was known, and was sent once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables")]

    operations = [
        migrations.AddField(
            "report",
            "frequency",
            models.CharField(
                "fréquence",
                blank=True,
                max_length=10,
                default="",
                choices=[
                    ("once", "Une seule fois"),
                    ("sometimes", "De temps en temps"),
                    ("weekly", "Chaque semaine"),
                    ("often", "Plusieurs fois par semaine"),
                    ("daily", "Presque tous les jours"),
                ],
            ),
            preserve_default=False,
        ),
        migrations.AddField("report", "is_light", models.BooleanField("constaté aussi", default=False)),
        migrations.AddField(
            "report",
            "same_as",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="seen_again",
                to="reports.report",
            ),
        ),
        migrations.AddField("report", "filing_key", models.UUIDField(editable=False, null=True)),
        migrations.AddConstraint(
            "report",
            models.UniqueConstraint(fields=("reporter", "filing_key"), name="one_report_per_filing_key"),
        ),
    ]
