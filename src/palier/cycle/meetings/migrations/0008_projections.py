"""Browsers that show the room what partners read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_room"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("code_until", models.DateTimeField(verbose_name="code valable jusqu’à")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="ouverte le")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="projections", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("opened_at", "id"),
            },
        ),
    ]
