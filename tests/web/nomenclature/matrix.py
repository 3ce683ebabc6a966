"""Who reads the catalogue: everybody signed in who signed the charter; who files reports asks for a category."""

from tests.web.cycle_rows import SEATED, listed
from tests.web.matrix import Route, answers


def code(found: str):
    return lambda world: {"code": found}


ROWS = {
    "nomenclature:index": Route(answers(200), query={"q": "hall"}),
    "nomenclature:category": Route(answers(200), args=code("A1")),
    "nomenclature:answer": Route(answers(200), args=code("PN4")),
    "nomenclature:why-not": Route(answers(200), args=code("preuve-hall")),
    "nomenclature:card": Route(answers(200), args=code("halls")),
    "nomenclature:legal": Route(answers(200), args=code("cch-l126-3")),
    "nomenclature:propose": Route({**listed(*SEATED)}, method="post"),
}
