"""A name of the file means an organisation of the directory: said once, for the whole file and for the next ones."""

from palier.cycle.actions.models import Action
from palier.partners.models import Organisation, OrganisationType
from tests.cast import NOW
from tests.web.intake.test_intake import address, alice, group, imported, send, text
from tests.web.intake.test_intake import confirmed as confirmed_as_it_is

__all__ = ["alice", "group"]


HEADINGS = "N°;Date;Lieu;Problématique;Actions décidées;Pilote;État"


def told(number, day):
    line = f"{number};{day};{number} rue A;Tags {number};nettoyer;Résidence Lilas du Nord HLM;en cours"
    return f"{HEADINGS}\n{line}\n".encode()


def test_a_new_name_is_tied_once_to_an_organisation_of_the_directory(group, alice):
    kind, _ = OrganisationType.objects.get_or_create(code="BAI", defaults={"label": "Bailleur"})
    known = Organisation.objects.create(name="Lilas du Nord", type=kind, created_at=NOW)
    before = Organisation.objects.count()
    sent = send(alice, group, told(1, "12/09/2024"))
    page = alice.get(address(sent))
    (newcomer,) = page.context["newcomers"]
    assert newcomer["near"] == [known]
    assert "C’est Lilas du Nord" in text(page)
    alice.post(address(sent), {"seen": page.context["seen"], newcomer["key"]: str(known.pk)})
    assert imported().count() == 1
    assert Organisation.objects.count() == before
    assert Action.objects.unsealed("test").get(problem=imported().get()).organisation == known
    again = send(alice, group, told(2, "13/09/2024"))
    assert alice.get(address(again)).context["newcomers"] == []
    confirmed_as_it_is(alice, again)
    assert Organisation.objects.count() == before
