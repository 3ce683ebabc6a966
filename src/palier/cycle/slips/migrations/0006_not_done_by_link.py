"""What was said done is said not to be, by link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("slips", "0005_expired_is_said"),
    ]

    operations = [
        migrations.AlterField(
            model_name="slipuse",
            name="what",
            field=models.CharField(
                choices=[
                    ("opened", "Ouvert"),
                    ("accept", "Accepté"),
                    ("decline", "Décliné"),
                    ("take_back", "Réponse reprise"),
                    ("complete", "Dit fait"),
                    ("postpone", "Échéance reportée"),
                    ("block", "Dit impossible"),
                    ("resume", "Dit non fait"),
                ],
                max_length=10,
                verbose_name="usage",
            ),
        ),
    ]
