"""The links of commitment: what was mailed, its keys, its uses."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0002_reminder"),
        ("partners", "0011_contact_is_head"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="envoyé le")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="révoqué le")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slips", to="partners.contact"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="partners.group"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="partners.organisation"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="SlipKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="faite le")),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="slips.slip"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="SlipLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slip_lines", to="actions.action"
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="slips.slip"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SlipUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("opened", "Ouvert"),
                            ("accept", "Accepté"),
                            ("decline", "Décliné"),
                            ("complete", "Dit fait"),
                            ("postpone", "Échéance reportée"),
                            ("block", "Dit impossible"),
                        ],
                        max_length=10,
                        verbose_name="usage",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actions.action"
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="slips.slip"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="slipline",
            constraint=models.UniqueConstraint(fields=("slip", "action"), name="one_line_per_slip_and_action"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["group", "-sent_at"], name="slip_of_group"),
        ),
        migrations.AddConstraint(
            model_name="slipuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action__isnull", True), ("what", "opened")),
                    models.Q(models.Q(("what", "opened"), _negated=True), ("action__isnull", False)),
                    _connector="OR",
                ),
                name="slip_answer_names_its_action",
            ),
        ),
    ]
