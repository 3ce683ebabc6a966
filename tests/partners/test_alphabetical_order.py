"""Lists of names are in the order of a French directory: an accent or a capital does not send a name to the end."""

from palier.partners.models import Organisation
from tests.cast import NOW


def test_a_name_with_an_accent_is_where_one_looks_for_it(cast):
    for name in ("École Jean-Giono", "Vélo-école", "eau et forêts"):
        Organisation.objects.create(type=cast.town.type, name=name, created_at=NOW)
    names = list(Organisation.objects.values_list("name", flat=True))
    assert [name for name in names if name[0] in "EÉeV"] == [
        "eau et forêts",
        "École Jean-Giono",
        "Vélo-école",
        "Ville de Digne",
    ]
