"""What the lists of reports filter and order by, in indexes that answer alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_transfer"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="report",
            name="report_recent",
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["group", "-created_at", "id", "level", "state", "category", "place"], name="report_of_group"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("level", 10)), fields=["level", "-created_at", "id"], name="report_for_all"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-created_at", "id", "group", "level"], name="report_newest"),
        ),
    ]
