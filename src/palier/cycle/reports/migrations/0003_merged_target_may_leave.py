"""A report merged into another no longer keeps the other from being purged."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_filing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="reports.report",
            ),
        ),
    ]
