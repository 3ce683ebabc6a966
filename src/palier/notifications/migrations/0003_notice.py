"""One table for all that is told to a person, and the rhythm at which it wants mails."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0002_reminder"),
        ("notifications", "0002_report_news"),
        ("partners", "0011_contact_is_head"),
        ("problems", "0010_indexes_of_the_list"),
        ("reports", "0005_indexes_of_the_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at_once", "À mesure, regroupés toutes les vingt minutes"),
                            ("daily", "Un résumé par jour, le matin"),
                            ("urgent", "Seulement ce qui est urgent"),
                        ],
                        default="daily",
                        max_length=10,
                        verbose_name="courriels",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "En attente"),
                    ("sending", "Envoi en cours"),
                    ("sent", "Envoyé"),
                    ("refused", "Refusé par le serveur"),
                    ("doubt", "Incertain"),
                    ("withdrawn", "Retiré avant l’envoi"),
                    ("bounced", "Revenu"),
                ],
                default="queued",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entry", models.BigIntegerField(verbose_name="écriture du journal")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Suite d’un signalement"),
                            ("asked", "Engagement proposé"),
                            ("decided", "Engagement pris en réunion"),
                            ("answered", "Réponse à un engagement"),
                            ("dated", "Échéance ou attente"),
                            ("coming", "Échéance proche"),
                            ("late", "Engagement en retard"),
                            ("silent", "Engagement sans réponse"),
                            ("closure_asked", "Clôture demandée"),
                            ("closure_declined", "Clôture refusée"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                ("state", models.CharField(blank=True, max_length=30)),
                ("created_at", models.DateTimeField(verbose_name="le")),
                ("read_at", models.DateTimeField(null=True, verbose_name="lu le")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "action",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actions.action"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="notifications.message",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="problems.problem"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["recipient", "-created_at"], name="notice_of_person"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["created_at"], name="notice_to_mail"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["author"], name="notice_not_left"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("entry", "recipient"), name="one_notice_per_entry_and_person"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action__isnull", True), ("problem__isnull", True), ("report__isnull", False)),
                    models.Q(("action__isnull", True), ("problem__isnull", False), ("report__isnull", True)),
                    models.Q(("action__isnull", False), ("problem__isnull", True), ("report__isnull", True)),
                    _connector="OR",
                ),
                name="notice_is_about_one_thing",
            ),
        ),
    ]
