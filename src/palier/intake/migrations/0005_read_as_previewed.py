"""What a waiting file is read with, what a line said in the file, and whom its names mean."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0004_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="waitingfile",
            name="columns",
            field=models.JSONField(default=dict, verbose_name="ce que chaque colonne contient"),
        ),
        migrations.AddField(
            model_name="waitingfile",
            name="owners",
            field=models.JSONField(default=dict, verbose_name="organisations désignées"),
        ),
        migrations.AddField(
            model_name="rememberedcolumns",
            name="owners",
            field=models.JSONField(default=dict, verbose_name="organisations désignées"),
        ),
        migrations.AddField(
            model_name="takenline",
            name="label",
            field=models.CharField(blank=True, max_length=40, verbose_name="numéro dans le tableau"),
        ),
        migrations.AddField(
            model_name="takenline",
            name="stated",
            field=models.CharField(blank=True, max_length=120, verbose_name="état dans le tableau"),
        ),
        migrations.AddField(
            model_name="takenline",
            name="state",
            field=models.CharField(blank=True, max_length=30, verbose_name="état repris"),
        ),
        migrations.AddField(
            model_name="takenline",
            name="undated",
            field=models.BooleanField(default=False, verbose_name="date inconnue"),
        ),
    ]
