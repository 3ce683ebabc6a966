"""A problem or a report merged into another, or attached, no longer keeps the other from being purged."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0002_passage_number"),
        ("reports", "0003_merged_target_may_leave"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="problem",
            name="merged_problem_says_where",
        ),
        migrations.AlterField(
            model_name="problem",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="problems.problem",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="source", to="reports.report"
            ),
        ),
    ]
