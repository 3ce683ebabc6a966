"""A link knows the address it was sent to, by a print, and says why it was ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("slips", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="slip",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[("revoked", "Révoqué"), ("replaced", "Remplacé"), ("address", "Adresse corrigée")],
                default="",
                max_length=10,
                verbose_name="motif de fin",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="slip",
            name="address_print",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
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
                ],
                max_length=10,
                verbose_name="usage",
            ),
        ),
    ]
