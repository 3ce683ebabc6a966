"""`palier reindex`: what is behind is told by the doctor, then made up; what is restored is found at once."""

import pytest

from tests.conftest import BOTH_ENGINES

FILL = """
from tests.cast import make_cast
from tests.cycle.stage import set_stage
stage = set_stage(make_cast())
for number in range(3):
    stage.report(text=f"Baobab abattu devant le hall, constat {number}.")
"""
LOSE = """
from palier.search.models import Line
Line.objects.unsealed("test").filter(kind="report").delete()
"""
FOUND = """
from palier.cycle.reports.models import Report
from palier.partners.actors import actor_for
from palier.partners.models import User
from palier.search.queries import answering, question
from tests.cast import TODAY
alice = actor_for(User.objects.get(email="alice@example.org"), today=TODAY)
print(Report.objects.visible_to(alice).filter(answering(alice, "report", question("baobabs"))).count())
"""
BEHIND = "L’index de recherche est en retard"


@pytest.mark.parametrize("target", BOTH_ENGINES)
def test_what_is_behind_is_told_then_made_up_and_a_restored_archive_is_searched_at_once(new_product, target, tmp_path):
    product = new_product("sqlite", ready=True)
    product.python(FILL)
    product.do("reindex")
    assert product.python(FOUND).strip() == "3"
    assert BEHIND not in product.run("doctor").stdout
    product.python(LOSE)
    assert product.python(FOUND).strip() == "0"
    assert f"{BEHIND} : 3 fiches manquent ou ont changé." in product.run("doctor").stdout
    assert "3 fiches revues" in product.do("reindex")
    assert "0 fiche revue" in product.do("reindex")
    path = tmp_path / "archive.tar.gz"
    product.do("backup", str(path))
    restored = new_product(target, tables=True)
    restored.do("restore", str(path))
    assert restored.python(FOUND).strip() == "3"
    assert BEHIND not in restored.run("doctor").stdout
