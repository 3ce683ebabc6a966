"""The words that the full-text index holds, readable by themselves on SQLite, whose index then spells out a beginning."""

from django.db import migrations


def lay(apps, schema_editor):
    _run(schema_editor, "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, row)")


def take_away(apps, schema_editor):
    _run(schema_editor, "DROP TABLE search_vocabulary")


def _run(schema_editor, statement):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(lay, take_away)]
