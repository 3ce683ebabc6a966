"""What is being typed during a séance; a decision sent twice is one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_projections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("decision", "Décision"), ("outcome", "Issue du point")],
                        max_length=8,
                        verbose_name="quoi",
                    ),
                ),
                ("words", models.JSONField(default=dict, verbose_name="ce qui est tapé")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(verbose_name="tapé le")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="meetings.agendaitem"
                    ),
                ),
            ],
            options={
                "ordering": ("changed_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "author", "kind"), name="one_draft_per_writer")
                ],
            },
        ),
    ]
