"""A purged meeting says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="purged_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="purgée le"),
        ),
    ]
