"""From an account to what it may read."""

import pytest

from palier.access.levels import Level
from palier.access.roles import Role


def test_a_chief_reads_at_police_level_in_its_group_only(cast):
    alice = cast.actor("alice")
    assert alice.clearance_in(cast.group.pk) is Level.POLICE
    assert alice.clearance_in(cast.other_group.pk) is None


def test_a_partner_reads_at_group_level_and_speaks_for_its_organisation(cast):
    bruno = cast.actor("bruno")
    assert bruno.clearance_in(cast.group.pk) is Level.GROUP
    assert bruno.speaks_for(cast.landlord.pk, cast.group.pk)
    assert not bruno.speaks_for(cast.town.pk, cast.group.pk)


@pytest.mark.parametrize("name", ["fatou", "gaelle", "hugo"])
def test_departure_suspension_and_an_unsigned_charter_leave_no_seat(cast, name):
    assert not cast.actor(name).seats


def test_an_unsigned_charter_is_asked_for(cast):
    assert cast.actor("gaelle").charter_due
    assert not cast.actor("hugo").charter_due


def test_mandates_oversee_aggregates_and_hold_no_seat(cast):
    eric, diane = cast.actor("eric"), cast.actor("diane")
    assert eric.overseen_group_ids == {cast.group.pk}
    assert diane.overseen_group_ids == {cast.group.pk, cast.other_group.pk}
    assert not eric.seats
    assert eric.mandates == {Role.DISTRICT_CHIEF}
