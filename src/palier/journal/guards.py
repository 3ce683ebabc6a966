"""What the database itself refuses on the record: the triggers, for both engines (decision 12).

One list says what is refused; two functions write it in each engine's words. `missing` tells whether a guard was
taken away: an administrator of the database can always do that, and `palier verify` then says so.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

ALWAYS = "1 = 1"
TABLES = (
    ("journal_entry", "seq"),
    ("journal_detail", "entry_id"),
    ("journal_tombstone", "entry_id"),
    ("journal_consultation", "id"),
    ("journal_segment", "id"),
)
_ERASED = "EXISTS (SELECT 1 FROM journal_tombstone t WHERE t.entry_id = OLD.entry_id)"
_PURGED = (
    "EXISTS (SELECT 1 FROM journal_segment s JOIN journal_entry e ON e.subject_id = s.id"
    " WHERE s.month = OLD.month AND e.event = 'journal:consultations:purge')"
)
_CLOSED = "EXISTS (SELECT 1 FROM journal_segment s WHERE s.month = NEW.month)"
_ERASURE = (
    "EXISTS (SELECT 1 FROM journal_entry e WHERE e.seq = NEW.erasure_id AND e.seq > NEW.entry_id"
    " AND e.event = 'journal:words:erase')"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: on which table, of what, and when (an SQL condition that both engines understand)."""

    table: str
    operation: str
    condition: str = ALWAYS

    @property
    def name(self) -> str:
        """The trigger's name, the same on both engines."""
        return f"{self.table}_refuses_{self.operation.lower()}"


def _guards() -> tuple[Guard, ...]:
    deletes = {"journal_detail": f"NOT {_ERASED}", "journal_consultation": f"NOT {_PURGED}"}
    inserts = {"journal_tombstone": f" OR NOT {_ERASURE}", "journal_consultation": f" OR {_CLOSED}"}
    found = []
    for table, key in TABLES:
        # SQLite's REPLACE deletes without calling the delete trigger: writing over an existing row is refused here.
        exists = f"EXISTS (SELECT 1 FROM {table} x WHERE x.{key} = NEW.{key})"  # noqa: S608 - constants of this module
        found += [
            Guard(table, "UPDATE"),
            Guard(table, "DELETE", deletes.get(table, ALWAYS)),
            Guard(table, "INSERT", exists + inserts.get(table, "")),
        ]
    return tuple(found)


GUARDS = _guards()


def install(connection: BaseDatabaseWrapper) -> None:
    """Set every guard, replacing those that are there."""
    remove(connection)
    _run(connection, _postgresql() if connection.vendor == "postgresql" else _sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away (to reverse the migration, and for the tests that forge the record)."""
    drops = []
    if connection.vendor == "postgresql":
        for name, table in _names(connection).items():
            drops += [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]
    else:
        drops = [f"DROP TRIGGER IF EXISTS {name}" for name in _names(connection)]
    _run(connection, drops)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that are absent or switched off."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in _names(connection) if name not in present]


def _names(connection: BaseDatabaseWrapper) -> dict[str, str]:
    names = {guard.name: guard.table for guard in GUARDS}
    if connection.vendor == "postgresql":
        names |= {f"{table}_refuses_truncate": table for table, _ in TABLES}
    return names


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _message(guard: Guard) -> str:
    return f"{guard.table} : {guard.operation} refuse par la garde du journal"


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON {guard.table} FOR EACH ROW WHEN {guard.condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_message(guard)}'); END"
        for guard in GUARDS
    ]


def _postgresql() -> list[str]:
    statements = []
    for guard in GUARDS:
        kept = "OLD" if guard.operation == "DELETE" else "NEW"
        statements += [
            f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.condition} THEN {_raise(_message(guard))} END IF; RETURN {kept}; END $$",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
        ]
    for table, _ in TABLES:
        name = f"{table}_refuses_truncate"
        refusal = _raise(f"{table} : TRUNCATE refuse par la garde du journal")
        statements += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal} END $$",
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return statements


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
