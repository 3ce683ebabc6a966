"""The table of the index, and over it the full-text index of each engine."""

from django.db import migrations, models

# An index of its own over the lines, kept by triggers: whatever deletes or restores a line keeps it true. Rebuilding
# the table (a change of column on SQLite) drops the triggers: such a migration lays them again.
SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_line', content_rowid='id', detail='none', tokenize="ascii tokenchars '_'")""",
    """CREATE TRIGGER search_line_written AFTER INSERT ON search_line BEGIN
        INSERT INTO search_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER search_line_removed AFTER DELETE ON search_line BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER search_line_changed AFTER UPDATE OF words ON search_line BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
        INSERT INTO search_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_line_written",
    "DROP TRIGGER search_line_removed",
    "DROP TRIGGER search_line_changed",
    "DROP TABLE search_words",
)
POSTGRESQL = (
    """CREATE INDEX search_words ON search_line USING gin
        (array_to_tsvector(string_to_array(btrim(words), ' ')))""",
)
POSTGRESQL_BACK = ("DROP INDEX search_words",)


def lay(apps, schema_editor):
    _run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def take_away(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK)


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("part", models.CharField(blank=True, max_length=20)),
                ("object_id", models.UUIDField()),
                ("words", models.TextField()),
                ("rules", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["rules"], name="line_by_rules"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("object_id", "kind", "part"), name="one_line_per_part")
                ],
            },
        ),
        migrations.RunPython(lay, take_away),
    ]
