"""Remarks on the minutes, and the links by which they are made."""

import django.db.models.deletion
from django.db import migrations, models

import palier.access.levels
import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_remarks_until"),
        ("minutes", "0001_public_words"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("state_since", models.DateTimeField(verbose_name="dans cet état depuis")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="créé le")),
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Sans réponse"),
                            ("taken", "Prise en compte"),
                            ("set_aside", "Non retenue"),
                        ],
                        max_length=30,
                        verbose_name="état",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (10, "Population"),
                            (20, "Membres du groupe"),
                            (30, "Organisations désignées"),
                            (40, "Police"),
                            (50, "Scellé"),
                        ],
                        default=palier.access.levels.Level["GROUP"],
                        verbose_name="confidentialité",
                    ),
                ),
                ("filing_key", models.UUIDField(editable=False, null=True, unique=True)),
                ("text", models.CharField(max_length=500, verbose_name="remarque")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="amendments", to="meetings.meeting"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="partners.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", (palier.access.levels.Level["GROUP"], palier.access.levels.Level["POLICE"]))
                        ),
                        name="amendment_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "taken", "set_aside"])),
                        name="amendment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="amendment_is_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendmentLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("validated_at", models.DateTimeField()),
                ("address_print", models.CharField(editable=False, max_length=64)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendment_links",
                        to="partners.contact",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendment_links",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "contact", "validated_at"), name="one_link_per_validation"
                    )
                ],
            },
        ),
    ]
