"""The page of the lifecycles says all that the engine knows."""

from palier.workflow.documentation import document, section
from tests.workflow.conftest import KITE


def test_the_page_draws_every_state_and_every_arrow():
    page = section(KITE)
    for line in (
        'state "En vol" as open',
        "[*] --> planned",
        "planned --> open : Lancer",
        "closed --> open : Lancer",
        "cancelled --> [*]",
    ):
        assert line in page


def test_the_tables_name_who_may_and_under_which_conditions():
    page = section(KITE)
    assert "| Replié | `planned` | initial |" in page
    assert "| Perdu | `cancelled` | final |" in page
    assert "Il faut du vent" in page
    assert "demande `place`" in page
    fold = next(line for line in page.splitlines() if "`fold`" in line)
    assert "Contact de partenaire" in fold
    fly = next(line for line in page.splitlines() if "`fly`" in line)
    assert "Contact de partenaire" not in fly


def test_the_page_is_the_same_each_time():
    assert document([KITE, KITE]) == document([KITE, KITE])
    assert document([KITE]).startswith("# Cycles de vie")
