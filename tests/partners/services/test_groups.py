"""Groups: create in three shapes, change, close."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Group, Seat
from palier.partners.services.groups import Plan, change_group, close_group, create_group
from palier.territory.models import District, Sector
from tests.cast import ARRIVED, NOW, TODAY


@pytest.fixture
def sector(cast):
    return Sector.objects.create(district=cast.group.district, code="DIG-S2", name="Digne 2")


@pytest.fixture
def create(cast, sector, contact):
    def make(who="agathe", plan=None, **changes):
        values = {"code": "dig-2", "district": cast.group.district, "chief": contact("alain"), "opened_on": TODAY}
        plan = plan or Plan(name="GPO Digne 2", sectors=(sector,))
        return create_group(actor=cast.actor(who), plan=plan, now=NOW, **(values | changes))

    return make


AD_HOC = Plan(name="Square du Pigeonnier", shape="ad_hoc", theme="Square", planned_end_on=date(2027, 3, 1))


def test_a_group_of_sector_opens_with_its_chief_and_the_usual_cadence(cast, create, sector, events):
    group = create()
    assert (group.code, group.target_interval_days, group.maximum_interval_days) == ("DIG-2", 15, 31)
    assert list(group.sectors.all()) == [sector]
    assert Seat.objects.unsealed("test").get(group=group).role == "chief"
    assert events() == ["partners:group:create", "partners:seat:give"]


def test_the_directorate_founds_in_its_department_only(create, cast, contact):
    assert create("diane")
    elsewhere = District.objects.create(
        department=type(cast.group.district.department).objects.create(code="05", name="Hautes-Alpes"),
        code="GAP",
        name="Gap",
    )
    with pytest.raises(NotGranted):
        create("diane", replace(AD_HOC), code="GAP-1", district=elsewhere)


@pytest.mark.parametrize("who", ["alice", "eric", "bruno", "denis"])
def test_others_found_no_group(create, who):
    with pytest.raises(NotGranted):
        create(who)


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(name=" "), "name"),
        (Plan(name="X"), "sectors"),
        (replace(AD_HOC, theme=""), "theme"),
        (replace(AD_HOC, planned_end_on=None), "planned_end_on"),
        (replace(AD_HOC, planned_end_on=TODAY), "planned_end_on"),
        (Plan(name="X", shape="thematic"), "theme"),
        (replace(AD_HOC, target_interval_days=3), "target_interval_days"),
        (replace(AD_HOC, target_interval_days=30, maximum_interval_days=20), "maximum_interval_days"),
        (replace(AD_HOC, maximum_interval_days=120), "maximum_interval_days"),
    ],
)
def test_what_a_shape_or_a_cadence_lacks_is_said_on_its_field(create, plan, field):
    with pytest.raises(Refused) as refusal:
        create(plan=plan)
    assert refusal.value.field == field


def test_a_sector_of_another_circonscription_is_refused(create, cast):
    far = Sector.objects.create(district=cast.other_group.district, code="MAN-S1", name="Manosque 1")
    with pytest.raises(Refused, match="n’est pas dans la circonscription"):
        create(plan=Plan(name="X", sectors=(far,)))


@pytest.mark.parametrize("code", ["DIG-1", "dig 2", "", "-"])
def test_a_code_taken_or_badly_written_is_refused(create, code):
    with pytest.raises(Refused) as refusal:
        create(code=code)
    assert refusal.value.field == "code"


def test_a_chief_comes_from_the_police(create, contact, events):
    with pytest.raises(Refused, match="police nationale"):
        create(chief=contact("bruno"))
    assert not Group.objects.unsealed("test").filter(code="DIG-2").exists()
    assert not events()


def test_the_chief_changes_the_cadence_and_the_attachment(cast, events):
    plan = replace(AD_HOC, attachment="clspd", target_interval_days=30)
    group = change_group(actor=cast.actor("alice"), group=cast.group, seen=1, plan=plan, now=NOW)
    group.refresh_from_db()
    assert (group.attachment, group.shape, group.target_interval_days, group.revision) == ("clspd", "ad_hoc", 30, 2)
    assert events() == ["partners:group:change"]


def test_moving_only_the_sectors_counts_as_a_change(create, cast, sector):
    group = create()
    second = Sector.objects.create(district=group.district, code="DIG-S3", name="Digne 3")
    plan = Plan(name=group.name, sectors=(sector, second))
    change_group(actor=cast.actor("agathe"), group=group, seen=1, plan=plan, now=NOW)
    assert set(group.sectors.all()) == {sector, second}
    with pytest.raises(Stale):
        change_group(actor=cast.actor("agathe"), group=group, seen=1, plan=plan, now=NOW)


@pytest.mark.parametrize("who", ["bruno", "olivier", "marc", "eric"])
def test_others_do_not_change_the_group(cast, who):
    with pytest.raises(NotGranted):
        change_group(actor=cast.actor(who), group=cast.group, seen=1, plan=AD_HOC, now=NOW)


def test_closing_ends_every_seat_and_every_access(cast, events):
    close_group(actor=cast.actor("diane"), group=cast.group, seen=1, on=TODAY, now=NOW)
    assert not Seat.objects.unsealed("test").filter(group=cast.group, until__isnull=True).exists()
    assert not cast.actor("alice").seats
    assert events() == ["partners:group:close"]
    with pytest.raises(Refused, match="clos"):
        change_group(actor=cast.actor("agathe"), group=cast.group, seen=2, plan=AD_HOC, now=NOW)


def test_the_chief_does_not_close_its_own_group(cast):
    with pytest.raises(NotGranted):
        close_group(actor=cast.actor("alice"), group=cast.group, seen=1, on=TODAY, now=NOW)


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2027, 1, 1)])
def test_a_group_closes_between_its_opening_and_today(cast, on):
    with pytest.raises(Refused, match="entre l’ouverture"):
        close_group(actor=cast.actor("diane"), group=cast.group, seen=1, on=on, now=NOW)


def test_the_database_itself_refuses_an_endless_ad_hoc_group(cast):
    with pytest.raises(IntegrityError):
        Group.objects.create(
            code="X",
            name="X",
            shape="ad_hoc",
            theme="Square",
            district=cast.group.district,
            created_at=NOW,
            opened_on=ARRIVED,
        )
