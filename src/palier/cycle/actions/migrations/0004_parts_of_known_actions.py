"""Whoever was already asked for an action has its part in the problem."""

from django.db import migrations
from django.db.models import Max, Min, Q

GIVEN = ("accepted", "in_progress", "blocked", "done")


def involve(apps, schema_editor):
    actions = apps.get_model("actions", "Action")._base_manager
    parts = apps.get_model("actions", "Involvement")._base_manager
    asked = actions.order_by().values("problem", "organisation")
    rows = asked.annotate(
        since=Min("created_at"),
        last=Max("state_since"),
        least=Min("level"),
        given=Max("accepted_on", filter=Q(state__in=GIVEN)),
    )
    parts.bulk_create(
        parts.model(
            problem_id=row["problem"], organisation_id=row["organisation"], level=row["least"],
            state="in" if row["given"] else "asked", state_since=row["last"], created_at=row["since"],
            asked_on=row["since"].date(),
        )
        for row in rows.iterator()
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("actions", "0003_richer_actions")]

    operations = [migrations.RunPython(involve, migrations.RunPython.noop)]
