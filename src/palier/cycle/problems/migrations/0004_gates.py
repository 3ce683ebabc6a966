"""The gates of a problem: what sources say, requests to close, the length of the observation, a dated measure."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_invitations"),
        ("problems", "0003_merged_target_may_leave"),
        ("territory", "0002_address_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ObservationRule",
            fields=[
                (
                    "department",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="observation_rule",
                        serialize=False,
                        to="territory.department",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="jours d’observation")),
            ],
        ),
        migrations.AddField(
            model_name="diagnosis",
            name="holders",
            field=models.TextField(blank=True, verbose_name="à qui est le lieu"),
        ),
        migrations.AddField(
            model_name="diagnosis",
            name="watchers",
            field=models.TextField(blank=True, verbose_name="qui peut y veiller"),
        ),
        migrations.AddField(
            model_name="problem",
            name="starting_value_on",
            field=models.DateField(blank=True, null=True, verbose_name="mesurée le"),
        ),
        migrations.AddField(
            model_name="problem",
            name="starting_value_source",
            field=models.CharField(blank=True, max_length=120, verbose_name="source de la mesure"),
        ),
        migrations.AlterField(
            model_name="diagnosis",
            name="influence",
            field=models.TextField(blank=True, verbose_name="qui a de l’influence"),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "witness",
                    models.CharField(
                        choices=[
                            ("caretaker", "Gardien, bailleur, syndic"),
                            ("school", "École, collège, lycée"),
                            ("trade", "Commerçant"),
                            ("residents", "Riverains, instance d’habitants"),
                            ("town", "Service de la ville"),
                            ("transport", "Transporteur"),
                            ("outreach", "Association, médiation, prévention"),
                            ("municipal", "Police municipale"),
                            ("police", "Police nationale"),
                        ],
                        max_length=12,
                        verbose_name="source",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("better", "Cela va mieux"),
                            ("same", "Pas de changement"),
                            ("worse", "Cela s’aggrave"),
                        ],
                        max_length=8,
                        verbose_name="constat",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="ce qui a été constaté")),
                ("observed_on", models.DateField(verbose_name="constaté le")),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="problems.problem"
                    ),
                ),
            ],
            options={
                "ordering": ("-observed_on", "-written_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ClosureRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("gone", "Disparu"),
                            ("reduced", "Nettement réduit"),
                            ("managed", "Moins grave ou mieux géré"),
                            ("moved", "Déplacé"),
                            ("no_effect", "Sans effet"),
                        ],
                        max_length=10,
                        verbose_name="résultat proposé",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="pourquoi clore")),
                ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Acceptée : la problématique est close"),
                            ("declined", "Refusée"),
                            ("moot", "Sans objet : la problématique a quitté le suivi autrement"),
                        ],
                        max_length=10,
                        verbose_name="suite",
                    ),
                ),
                ("decline_reason", models.CharField(blank=True, max_length=300, verbose_name="motif du refus")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
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
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partners.organisation",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closure_requests",
                        to="problems.problem",
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "")), fields=("problem",), name="one_closure_request_waits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_closure_says_why",
                    ),
                ],
            },
        ),
    ]
