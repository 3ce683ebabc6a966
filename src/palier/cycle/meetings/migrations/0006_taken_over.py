"""Meetings of a former tracker are said to be that: they were written as if their minutes had been frozen."""

from django.db import migrations, models

STATES = [
    ("planned", "Prévue"),
    ("open", "En séance"),
    ("closed", "Close"),
    ("validated", "Relevé validé"),
    ("frozen", "Relevé figé"),
    ("cancelled", "Annulée"),
    ("taken_over", "Reprise du tableau"),
]


def tell_apart(apps, schema_editor):
    """No frozen meeting but these was never validated."""
    apps.get_model("meetings", "Meeting")._base_manager.filter(state="frozen", validated_at=None).update(
        state="taken_over"
    )


def as_before(apps, schema_editor):
    apps.get_model("meetings", "Meeting")._base_manager.filter(state="taken_over").update(state="frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_absence"),
        ("partners", "0011_contact_is_head"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="meeting", name="meeting_state_is_known"),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField("état", choices=STATES, max_length=30),
        ),
        migrations.RunPython(tell_apart, as_before),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=[state for state, _ in STATES]), name="meeting_state_is_known"
            ),
        ),
    ]
