"""Rate limits and lock-outs, kept in a table of the database so that every process counts the same."""

from datetime import datetime

from django.conf import settings
from django.db import connection


def forget_expired(*, now: datetime) -> int:
    """Delete the rows whose time is over and say how many; Django itself waits until the table is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        over = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608 - the name of our own table
        return int(cursor.rowcount)
