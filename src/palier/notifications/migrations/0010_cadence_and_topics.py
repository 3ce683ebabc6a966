"""Those who lead are told that a group does not meet, authors what became of their topic."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget(apps, schema_editor):
    """What the table of before cannot hold."""
    apps.get_model("notifications", "Notice")._base_manager.filter(kind__in=("cadence", "topic")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_noted_word"),
        ("meetings", "0005_absence"),
        ("notifications", "0009_meetings"),
        ("problems", "0011_admission_criterion_faisable"),
        ("reports", "0005_indexes_of_the_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_is_about_one_thing",
        ),
        migrations.AddField(
            model_name="notice",
            name="topic",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.topic"
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Suite d’un signalement"),
                    ("asked", "Engagement proposé"),
                    ("decided", "Engagement pris en réunion"),
                    ("assigned", "Engagement qui vous est confié"),
                    ("answered", "Réponse à un engagement"),
                    ("dated", "Échéance ou attente"),
                    ("coming", "Échéance proche"),
                    ("late", "Engagement en retard"),
                    ("silent", "Engagement sans réponse"),
                    ("part_asked", "Partenaire sollicité"),
                    ("part_answered", "Réponse d’un partenaire sollicité"),
                    ("closure_asked", "Clôture demandée"),
                    ("closure_declined", "Clôture refusée"),
                    ("meeting", "Réunion déplacée ou annulée"),
                    ("cadence", "Réunion à fixer"),
                    ("topic", "Suite d’un sujet apporté"),
                ],
                max_length=20,
                verbose_name="nature",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action__isnull", True),
                        ("meeting__isnull", True),
                        ("part__isnull", True),
                        ("problem__isnull", True),
                        ("report__isnull", False),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("meeting__isnull", True),
                        ("part__isnull", True),
                        ("problem__isnull", False),
                        ("report__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", False),
                        ("meeting__isnull", True),
                        ("part__isnull", True),
                        ("problem__isnull", True),
                        ("report__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("meeting__isnull", True),
                        ("part__isnull", False),
                        ("problem__isnull", True),
                        ("report__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("meeting__isnull", False),
                        ("part__isnull", True),
                        ("problem__isnull", True),
                        ("report__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("meeting__isnull", True),
                        ("part__isnull", True),
                        ("problem__isnull", True),
                        ("report__isnull", True),
                        ("topic__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="notice_is_about_one_thing",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
