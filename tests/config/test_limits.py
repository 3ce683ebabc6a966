"""Rate limits and lock-outs in the shared table: not pushed out by a flood, and forgotten once over."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from palier.config import settings as product
from palier.config.limits import forget_expired
from palier.kernel import clock


@pytest.fixture
def table(db, settings):
    """The cache of the product, in place of the suite's own."""
    settings.CACHES = product.CACHES
    call_command("createcachetable", verbosity=0)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM palier_cache")
        return cursor.fetchone()[0]


def test_a_flood_of_attempts_does_not_lift_a_lock(table):
    """Django's own limit is three hundred rows: a few hundred addresses tried would have lifted every lock-out."""
    cache.set("a-lock", "locked", 600)
    for number in range(400):
        cache.set(f"flood:{number}", 1, 600)
    assert cache.get("a-lock") == "locked"


def test_what_is_over_leaves_the_table(table):
    cache.set("short", 1, 60)
    cache.set("long", 1, 3600)
    assert forget_expired(now=clock.now() + timedelta(minutes=5)) == 1
    assert rows() == 1
    assert cache.get("long") == 1
