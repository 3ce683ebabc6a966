"""Topics that members bring for the next meeting, and what became of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.access.levels
import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_agenda"),
        ("partners", "0011_contact_is_head"),
        ("problems", "0011_admission_criterion_faisable"),
        ("territory", "0002_address_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
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
                            ("waiting", "En attente"),
                            ("listed", "À l’ordre du jour"),
                            ("postponed", "Reporté à la réunion suivante"),
                            ("answered", "Répondu"),
                            ("withdrawn", "Retiré"),
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
                ("text", models.CharField(max_length=300, verbose_name="sujet")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="partners.group",
                        verbose_name="groupe",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="topics",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="partners.organisation"
                    ),
                ),
                (
                    "parked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="territory.place",
                        verbose_name="lieu",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="problems.problem",
                        verbose_name="problématique",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [models.Index(fields=["group", "state"], name="topic_of_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__range",
                                (palier.access.levels.Level["GROUP"], palier.access.levels.Level["POLICE"]),
                            )
                        ),
                        name="topic_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "listed", "postponed", "answered", "withdrawn"])),
                        name="topic_state_is_known",
                    ),
                ],
            },
        ),
    ]
