"""A year of meetings is prepared as a long export is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_export_file"),
    ]

    operations = [
        migrations.AlterField(
            model_name="exportfile",
            name="subject",
            field=models.CharField(
                choices=[
                    ("problem", "Problématiques"),
                    ("report", "Signalements"),
                    ("meeting", "Réunions d’une année"),
                ],
                max_length=10,
                verbose_name="liste",
            ),
        ),
    ]
