"""Loading files of addresses."""

import gzip

import pytest

from palier.access.grants import NotGranted
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import Refused
from palier.territory.models import Address, AddressRelease, Street
from palier.territory.services import load_addresses
from tests.cast import NOW

OWN = "code_insee,commune,code_postal,numero,repetition,voie,lat,lon,precision,source\n"
BAN = (
    "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;"
    "x;y;lon;lat;type_position;certification_commune\n"
)


@pytest.fixture
def load(cast, tmp_path):
    def load_text(text, *, name="adresses.csv", who="agathe", **more):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_addresses(actor=cast.actor(who), path=path, now=NOW, **more)

    return load_text


def own(*lines):
    return OWN + "".join(f"04070,Digne-les-Bains,04000,{line}\n" for line in lines)


def test_the_own_layout_is_read_with_and_without_points(load):
    release = load(own("12,BIS,Rue Pied de Ville,44.09,6.23,numero,X", "14,,Rue Pied de Ville,,,aucune,X"))
    assert (release.streets, release.addresses) == (1, 2)
    twelve, fourteen = Address.objects.all()
    assert (twelve.number, twelve.suffix, twelve.latitude) == (12, "bis", 44.09)
    assert (fourteen.latitude, fourteen.precision) == (None, "aucune")
    assert Street.objects.get().latitude == 44.09
    assert Entry.objects.unsealed("test").get().event == Event.ADDRESSES_IMPORT


def test_the_ban_layout_is_read_gzipped_and_with_a_byte_order_mark(load):
    text = BAN + (
        "04112_1;;3;;Rue Grande;04100;04112;Manosque;1;2;5.78;43.83;entrée;1\n"
        "04112_1;;3;;Rue Grande;04100;04112;Manosque;1;2;5.79;43.83;bâtiment;1\n"
        "04112_2;;5012;;Rue Grande;04100;04112;Manosque;1;2;5.78;43.83;segment;0\n"
        "04112_3;;5014;;Rue Grande;04100;04112;Manosque;1;2;5.78;43.83;segment;1\n"
        "04112_4;;;;Les Savels;04100;04112;Manosque;1;2;5.7;43.8;;0\n"
    )
    for name, content in (("a.csv", b"\xef\xbb\xbf" + text.encode()), ("a.csv.gz", gzip.compress(text.encode()))):
        release = load(content, name=name)
        assert (release.streets, release.addresses) == (2, 3)
    precisions = dict(Address.objects.values_list("number", "precision"))
    assert precisions == {3: "numero", 5012: "parcelle", 5014: "interpolee"}
    assert Address.objects.get(number=3).longitude == 5.78


def test_a_number_lodged_in_the_repetition_is_a_number(load):
    load(own(",126.3,Rue X,44,6,numero,X", ",,Place Y,44,6,numero,X"))
    assert [(door.number, door.suffix) for door in Address.objects.all()] == [(126, "3")]


def test_loading_again_replaces_the_communes_of_the_file_and_no_other(load):
    load(OWN + "04112,Manosque,04100,1,,Rue Grande,43.8,5.7,numero,X\n")
    load(own("1,,Rue Ancienne,44,6,numero,X"))
    release = load(own("1,,Rue Nouvelle,44,6,numero,X"))
    assert set(Street.objects.values_list("name", flat=True)) == {"Rue Grande", "Rue Nouvelle"}
    assert release.addresses == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Le fichier est vide"),
        (OWN, "aucune adresse"),
        ("a,b,c\n1,2,3\n", "Ligne 1 : colonnes absentes"),
        (own("douze,,Rue X,44,6,numero,X"), "Ligne 2, colonne « numero » : « douze »"),
        (own("1,,Rue X,44,6,numero,X", "2,,,44,6,numero,X"), "Ligne 3, colonne « voie » : la cellule est vide"),
        (own("1,,Rue X,quarante,6,numero,X"), "Ligne 2, colonne « lat » : « quarante »"),
        (own("1,,Rue X,6300000,900000,numero,X"), "Ligne 2, colonne « lat » : « 6300000 » n’est pas en degrés"),
        (own("1,,Rue X,nan,6,numero,X"), "n’est pas en degrés"),
        (own("1,,Rue X,44,,numero,X"), "Ligne 2, colonne « lon » : une seule des deux"),
        (own("1,,Rue X,44"), "Ligne 2, colonne « lon » : 7 cellules pour 10 colonnes"),
        (OWN + "040701,Digne,04000,1,,Rue X,44,6,numero,X\n", "Ligne 2, colonne « code_insee » : 6 caractères"),
        (own("1,,Rue X,44,6,numero,X").encode() + b"04070,\xe9", "Ligne 3, caractère 7 : le texte n’est pas en UTF-8"),
        (b"\x1f\x8b\x08\x00broken", "incomplet"),
    ],
)
def test_a_bad_file_names_the_line_and_the_column_and_changes_nothing(load, text, words):
    load(own("1,,Rue Ancienne,44,6,numero,X"))
    with pytest.raises(Refused) as refused:
        load(text, name="bad.csv")
    assert words in refused.value.message
    assert Street.objects.get().name == "Rue Ancienne"
    assert AddressRelease.objects.count() == 1


def test_a_file_that_is_not_there_is_refused(cast, tmp_path):
    with pytest.raises(Refused, match="ne peut être ouvert"):
        load_addresses(actor=cast.actor("agathe"), path=tmp_path / "absent.csv", now=NOW)


def test_many_errors_are_told_at_once_but_not_without_end(load):
    with pytest.raises(Refused) as refused:
        load(own(*["x,,Rue X,44,6,numero,X"] * 50))
    assert refused.value.message.count("Ligne") == 20


def test_progress_is_told(load):
    seen = []
    load(
        own("1,,Rue X,44,6,numero,X", "2,,Rue X,44,6,numero,X"), progress=lambda done, lines: seen.append((done, lines))
    )
    assert seen == [(2, 2)]


def test_only_the_administrator_loads_addresses(load):
    with pytest.raises(NotGranted):
        load(own("1,,Rue X,44,6,numero,X"), who="alice")
