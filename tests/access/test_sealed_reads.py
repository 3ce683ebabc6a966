"""Every way of reading sealed rows raises until the reader is named."""

import pytest
from django.db.models import Count

from palier.access.rows import Unscoped
from palier.partners.models import Group
from palier.territory.models import District

READS = {
    "list": list,
    "get": lambda rows: rows.get(code="DIG-1"),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "count": lambda rows: rows.count(),
    "len": len,
    "bool": bool,
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Group(pk="00000000-0000-0000-0000-000000000000")),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "in_bulk": lambda rows: rows.in_bulk(),
    "iterator": lambda rows: list(rows.iterator()),
    "values": lambda rows: list(rows.values("code")),
    "values_list": lambda rows: list(rows.values_list("code")),
    "slice": lambda rows: rows[0],
    "dates": lambda rows: list(rows.dates("opened_on", "day")),
    "update": lambda rows: rows.update(code="X"),
    "delete": lambda rows: rows.delete(),
    "explain": lambda rows: rows.explain(),
    "union": lambda rows: rows.union(rows),
    "intersection": lambda rows: rows.intersection(rows),
    "difference": lambda rows: rows.difference(rows),
    "raw": lambda rows: rows.raw("SELECT 1"),
    "subquery": lambda rows: list(Group.objects.unsealed("test").filter(pk__in=rows.values("pk"))),
    "get_or_create": lambda rows: rows.get_or_create(code="DIG-1"),
    "update_or_create": lambda rows: rows.update_or_create(code="DIG-1"),
    "earliest": lambda rows: rows.earliest("opened_on"),
}


@pytest.mark.parametrize("way", READS)
def test_reading_without_a_reader_raises(cast, way):
    with pytest.raises(Unscoped):
        READS[way](Group.objects.all())


@pytest.mark.parametrize("way", sorted(READS.keys() - {"bool", "list"}))
def test_reading_from_the_manager_raises(cast, way):
    with pytest.raises((Unscoped, TypeError, AttributeError)):
        READS[way](Group.objects)


def test_reverse_managers_and_plain_prefetch_raise(cast):
    with pytest.raises(Unscoped):
        list(cast.group.seats.all())
    with pytest.raises(Unscoped):
        list(District.objects.prefetch_related("groups"))


def test_naming_the_reader_opens_what_it_may_see(cast):
    assert list(Group.objects.visible_to(cast.actor("bruno"))) == [cast.group]
    assert set(Group.objects.visible_to(cast.actor("agathe"))) == {cast.group, cast.other_group}
    assert not Group.objects.visible_to(cast.actor("denis")).exists()
