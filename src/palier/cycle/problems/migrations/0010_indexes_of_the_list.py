"""What the lists of problems filter and order by, in indexes that answer alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0009_drawer_has_a_group"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="problem",
            name="problem_recent",
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                fields=["group", "-changed_at", "id", "level", "state", "category", "place"], name="problem_of_group"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("level", 10)), fields=["level", "-changed_at", "id"], name="problem_for_all"
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["-changed_at", "id", "group", "level", "state"], name="problem_newest"),
        ),
    ]
