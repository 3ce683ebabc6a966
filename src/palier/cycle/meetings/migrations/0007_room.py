"""What the room is shown, the time spent on each item, who came late or left early, visitors."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palier.cycle.meetings.room_rows


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_taken_over"),
        ("partners", "0011_contact_is_head"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="seconds",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="temps passé (secondes)"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="arrived_at",
            field=models.TimeField(blank=True, null=True, verbose_name="arrivé à"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="left_at",
            field=models.TimeField(blank=True, null=True, verbose_name="parti à"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="represented_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="partners.contact",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="role",
            field=models.CharField(blank=True, max_length=100, verbose_name="qualité du visiteur"),
        ),
        migrations.CreateModel(
            name="RoomScreen",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="room_screen",
                        serialize=False,
                        to="meetings.meeting",
                    ),
                ),
                ("since", models.DateTimeField(null=True, verbose_name="depuis")),
                ("code", models.CharField(default=palier.cycle.meetings.room_rows.new_code, max_length=8, unique=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
