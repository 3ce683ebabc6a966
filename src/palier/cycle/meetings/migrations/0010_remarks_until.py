"""Until when those who attended may remark on the minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0009_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="remarks_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="remarques jusqu’au"),
        ),
    ]
