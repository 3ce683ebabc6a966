"""What the sender of a waiting file corrected, when it was confirmed, and what was written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_remembered_columns"),
    ]

    operations = [
        migrations.AddField(
            model_name="waitingfile",
            name="asked_at",
            field=models.DateTimeField(null=True, verbose_name="demandé le"),
        ),
        migrations.AddField(
            model_name="waitingfile",
            name="confirmed_at",
            field=models.DateTimeField(null=True, verbose_name="confirmé le"),
        ),
        migrations.AddField(
            model_name="waitingfile",
            name="corrections",
            field=models.JSONField(default=dict, verbose_name="corrections"),
        ),
        migrations.AddField(
            model_name="waitingfile",
            name="header_rows",
            field=models.JSONField(default=dict, verbose_name="lignes d’en-tête"),
        ),
        migrations.AddField(
            model_name="waitingfile",
            name="outcome",
            field=models.JSONField(default=dict, verbose_name="résultat"),
        ),
    ]
