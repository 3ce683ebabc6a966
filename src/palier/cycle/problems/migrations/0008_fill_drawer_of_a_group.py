"""Until now every drawer was of the group that owned the problem."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    note, problem = apps.get_model("problems", "SealedNote"), apps.get_model("problems", "Problem")
    owner = problem.objects.filter(pk=OuterRef("problem_id")).values("group_id")[:1]
    note.objects.filter(group__isnull=True).update(group_id=Subquery(owner))


class Migration(migrations.Migration):
    dependencies = [("problems", "0007_drawer_of_a_group")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
