"""A drawer is opened and closed with a reason, read with the list of its readers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_invitations")]

    operations = [
        migrations.AddField(
            model_name="drawergrant",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="motif"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="drawergrant",
            name="closing_reason",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="motif du retrait"),
            preserve_default=False,
        ),
    ]
