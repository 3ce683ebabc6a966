"""Every way of reading sealed rows raises until the reader is named."""

import pytest
from asgiref.sync import async_to_sync
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.query import ModelIterable, prefetch_related_objects

from palier.access.rows import Protection, Unscoped
from palier.partners.models import Group, Seat
from palier.territory.models import District


def awaited(call):
    async def read():
        return await call()

    return async_to_sync(read)()


def read_async(rows):
    async def read():
        return [row async for row in rows.aiterator()]

    return async_to_sync(read)()


def others():
    """Rows of a model that is not sealed, for the ways that reach sealed rows from outside."""
    return District.objects.all()


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
    "aget": lambda rows: awaited(lambda: rows.aget(code="DIG-1")),
    "acount": lambda rows: awaited(rows.acount),
    "aexists": lambda rows: awaited(rows.aexists),
    "afirst": lambda rows: awaited(rows.afirst),
    "aaggregate": lambda rows: awaited(lambda: rows.aaggregate(n=Count("pk"))),
    "ain_bulk": lambda rows: awaited(rows.ain_bulk),
    "aupdate": lambda rows: awaited(lambda: rows.aupdate(code="X")),
    "adelete": lambda rows: awaited(rows.adelete),
    "aiterator": read_async,
    "bulk_update": lambda rows: rows.bulk_update([Group(pk="00000000-0000-0000-0000-000000000000")], ["code"]),
    "values in an annotation": lambda rows: list(rows.annotate(n=Count("seats")).values("n")),
    "only": lambda rows: list(rows.only("code")),
    "select_related": lambda rows: list(rows.select_related("district")),
    "extra": lambda rows: rows.extra(where=["1=1"]),
    "or": lambda rows: Group.objects.unsealed("test").filter(code="DIG-1") | rows.all(),
    "xor": lambda rows: Group.objects.unsealed("test").filter(code="DIG-1") ^ rows.all(),
    "and": lambda rows: list(rows.all() & Group.objects.unsealed("test")),
    "exists from outside": lambda rows: list(others().filter(Exists(rows.filter(district=OuterRef("pk"))))),
    "subquery from outside": lambda rows: list(
        others().annotate(c=Subquery(rows.filter(district=OuterRef("pk")).values("code")[:1]))
    ),
    "query in a lookup": lambda rows: list(others().filter(groups__in=rows.all().query)),
    "union from outside": lambda rows: list(others().values("pk").union(rows.values("pk"))),
    "its SQL": lambda rows: str(rows.all().query),
    "bare iterable": lambda rows: list(ModelIterable(rows.all())),
    "prefetch with its own queryset": lambda rows: list(others().prefetch_related(Prefetch("groups", rows.all()))),
}


@pytest.mark.parametrize("way", READS)
def test_reading_without_a_reader_raises(cast, way):
    with pytest.raises(Unscoped):
        READS[way](Group.objects.all())


@pytest.mark.parametrize("way", sorted(READS.keys() - {"bool", "list"}))
def test_reading_from_the_manager_raises(cast, way):
    with pytest.raises((Unscoped, TypeError, AttributeError)):
        READS[way](Group.objects)


def test_prefetching_onto_rows_in_hand_raises(cast):
    with pytest.raises(Unscoped):
        prefetch_related_objects([cast.group], "seats")


def test_what_was_opened_is_not_widened_by_combining(cast):
    mine = Group.objects.visible_to(cast.actor("bruno"))
    with pytest.raises(Unscoped):
        mine | Group.objects.unsealed("test")
    assert list(mine & Group.objects.all()) == [cast.group]


def test_a_copy_stays_open_and_its_source_stays_sealed(cast):
    sealed = Group.objects.filter(code="DIG-1")
    assert sealed.unsealed("test").order_by("code").count() == 1
    with pytest.raises(Unscoped):
        sealed.count()


def test_unsealing_asks_for_a_reason(cast):
    with pytest.raises(ValueError, match="Say why"):
        Seat.objects.unsealed("")


def test_a_protection_without_level_nor_parent_is_refused():
    with pytest.raises(ValueError, match="every row would be open"):
        Protection(group="group_id")


def test_reverse_managers_and_plain_prefetch_raise(cast):
    with pytest.raises(Unscoped):
        list(cast.group.seats.all())
    with pytest.raises(Unscoped):
        list(District.objects.prefetch_related("groups"))


def test_naming_the_reader_opens_what_it_may_see(cast):
    assert list(Group.objects.visible_to(cast.actor("bruno"))) == [cast.group]
    assert set(Group.objects.visible_to(cast.actor("agathe"))) == {cast.group, cast.other_group}
    assert not Group.objects.visible_to(cast.actor("denis")).exists()
