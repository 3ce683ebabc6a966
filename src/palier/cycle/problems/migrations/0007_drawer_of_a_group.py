"""A sealed note says which group wrote it: a problem handed over leaves its former group's drawer behind."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_invitations"),
        ("problems", "0006_priority"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealednote",
            name="group",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.group"
            ),
        ),
    ]
