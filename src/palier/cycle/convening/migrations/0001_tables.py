"""People are asked to meetings and answer; private calendars; warnings before a group falls asleep."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0005_absence"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="calendar_feed",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="ouvert le")),
            ],
        ),
        migrations.CreateModel(
            name="Convocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("address_print", models.CharField(blank=True, editable=False, max_length=64)),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="lien révoqué le")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("present", "Présent"), ("excused", "Excusé"), ("represented", "Représenté")],
                        max_length=12,
                        verbose_name="réponse",
                    ),
                ),
                ("represented_as", models.CharField(blank=True, max_length=60, verbose_name="à quel titre")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondu le")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="convocations", to="partners.contact"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="convocations", to="meetings.meeting"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="convocations",
                        to="partners.organisation",
                    ),
                ),
                (
                    "represented_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisation",
                        verbose_name="représenté par",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__name", "id"),
            },
        ),
        migrations.CreateModel(
            name="ConvocationKey",
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
                    "convocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="convening.convocation"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="CadenceWarning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rung",
                    models.CharField(
                        choices=[
                            ("week", "Intervalle maximal dans sept jours"),
                            ("day", "Intervalle maximal demain"),
                            ("passed", "Intervalle maximal dépassé"),
                        ],
                        max_length=10,
                        verbose_name="avertissement",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="donné le")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cadence_warnings",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("given_on", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "rung"), name="one_cadence_warning_per_rung")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="convocation",
            constraint=models.UniqueConstraint(fields=("meeting", "contact"), name="one_convocation_per_contact"),
        ),
        migrations.AddConstraint(
            model_name="convocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "represented"), ("represented_by__isnull", False)),
                    models.Q(
                        models.Q(("answer", "represented"), _negated=True),
                        ("represented_as", ""),
                        ("represented_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="represented_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="convocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="answer_to_meeting_has_its_day",
            ),
        ),
    ]
