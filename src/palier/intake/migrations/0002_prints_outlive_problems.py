"""The print of a line taken over outlives the problem and the action it became."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_tables"),
        ("intake", "0001_tables"),
        ("problems", "0003_merged_target_may_leave"),
    ]

    operations = [
        migrations.AlterField(
            model_name="takenline",
            name="action",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="taken_lines", to="actions.action"
            ),
        ),
        migrations.AlterField(
            model_name="takenline",
            name="problem",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="taken_lines",
                to="problems.problem",
            ),
        ),
    ]
