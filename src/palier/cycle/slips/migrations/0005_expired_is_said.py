"""A link whose day has passed says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("slips", "0004_ending_is_said"),
    ]

    operations = [
        migrations.AlterField(
            model_name="slip",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("revoked", "Révoqué"),
                    ("replaced", "Remplacé"),
                    ("address", "Adresse corrigée"),
                    ("expired", "Expiré"),
                ],
                max_length=10,
                verbose_name="motif de fin",
            ),
        ),
    ]
