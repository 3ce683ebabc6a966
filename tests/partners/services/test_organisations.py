"""Organisations: create, change, close."""

import pytest

from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Organisation, OrganisationType
from palier.partners.services.organisations import change_organisation, close_organisation, create_organisation
from tests.cast import NOW, TODAY


def create(cast, who="alice", **changes):
    kind = OrganisationType.objects.get(code="BAI")
    return create_organisation(
        actor=cast.actor(who), **({"kind": kind, "name": "Ubaye Logement", "now": NOW} | changes)
    )


def change(cast, organisation, who="alice", **changes):
    values = {"kind": organisation.type, "name": organisation.name, "short_name": "", "seen": organisation.revision}
    return change_organisation(actor=cast.actor(who), organisation=organisation, now=NOW, **(values | changes))


def test_a_chief_enters_an_organisation(cast, events):
    organisation = create(cast, name="  Ubaye Logement ", short_name="UL")
    assert (organisation.name, organisation.short_name, organisation.created_at) == ("Ubaye Logement", "UL", NOW)
    assert events() == ["partners:organisation:create"]


@pytest.mark.parametrize("who", ["olivier", "bruno", "diane", "denis", "hugo"])
def test_others_do_not_write_in_the_directory(cast, who, events):
    with pytest.raises(NotGranted):
        create(cast, who)
    assert not events()


def test_a_name_taken_is_refused_with_its_field_and_remedy(cast):
    with pytest.raises(Refused, match="porte déjà ce nom") as refusal:
        create(cast, name="Bléone Habitat")
    assert refusal.value.field == "name"


def test_a_name_is_needed(cast):
    with pytest.raises(Refused, match="nom"):
        create(cast, name="  ")


def test_a_type_no_longer_used_is_refused_for_a_new_organisation_and_kept_by_an_old_one(cast):
    kind = cast.landlord.type
    kind.deprecated_on = TODAY
    kind.save()
    with pytest.raises(Refused, match="n’est plus employé"):
        create(cast, kind=kind)
    assert change(cast, cast.landlord, name="Bléone", kind=kind).name == "Bléone"


def test_a_change_bumps_the_revision_and_names_the_fields(cast, events):
    organisation = change(cast, cast.landlord, name="Bléone Habitat 04")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.revision) == ("Bléone Habitat 04", 2)
    assert events() == ["partners:organisation:change"]


def test_a_change_that_changes_nothing_writes_nothing(cast, events):
    change(cast, cast.landlord)
    assert not events()


def test_the_second_of_two_editors_is_told(cast, events):
    seen = cast.landlord.revision
    change(cast, Organisation.objects.get(pk=cast.landlord.pk), name="Premier")
    with pytest.raises(Stale):
        change(cast, Organisation.objects.get(pk=cast.landlord.pk), name="Second", seen=seen)
    assert Organisation.objects.get(pk=cast.landlord.pk).name == "Premier"
    assert len(events()) == 1


def test_renaming_to_a_name_taken_is_refused_and_nothing_is_written(cast, events):
    with pytest.raises(Refused, match="porte déjà ce nom"):
        change(cast, cast.landlord, name="Ville de Digne")
    assert Organisation.objects.get(pk=cast.landlord.pk).name == "Bléone Habitat"
    assert not events()


def test_the_chief_of_another_group_does_not_rename_it(cast):
    with pytest.raises(NotGranted):
        change(cast, cast.landlord, "marc", name="Autre")


def test_an_organisation_that_sits_neither_becomes_nor_ceases_to_be_police(cast):
    with pytest.raises(Refused, match="service de police"):
        change(cast, cast.landlord, kind=cast.police.type)


def test_closing_waits_for_the_last_contact_to_leave(cast):
    with pytest.raises(Refused, match="contact présent"):
        close_organisation(actor=cast.actor("alice"), organisation=cast.landlord, seen=1, on=TODAY, now=NOW)


def test_a_closed_organisation_keeps_its_name_and_its_day(cast, events):
    organisation = close_organisation(actor=cast.actor("agathe"), organisation=create(cast), seen=1, on=TODAY, now=NOW)
    assert organisation.closed_on == TODAY
    assert events()[-1] == "partners:organisation:close"
    with pytest.raises(Refused, match="déjà fermé"):
        close_organisation(actor=cast.actor("agathe"), organisation=organisation, seen=2, on=TODAY, now=NOW)
