"""Days on which a group cannot meet."""

import django.db.models.deletion
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_topics"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first", models.DateField(verbose_name="du")),
                ("last", models.DateField(verbose_name="au")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="partners.group",
                        verbose_name="groupe",
                    ),
                ),
            ],
            options={
                "ordering": ("first", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="absence_ends_after"
                    )
                ],
            },
        ),
    ]
