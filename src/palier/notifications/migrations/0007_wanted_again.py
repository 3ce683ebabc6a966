"""Summaries wanted again are not stopped by the link of an old mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0006_kinds_of_notices")]

    operations = [
        migrations.AddField(
            model_name="preference",
            name="wanted_again",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
