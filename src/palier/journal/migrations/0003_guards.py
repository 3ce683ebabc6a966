"""The triggers that refuse changes to the record, on both engines."""

from django.db import migrations

from palier.journal import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_tombstones_consultations_retention")]
    operations = [migrations.RunPython(install, remove)]
