"""What blocks show: days and numbers as they are read here, a repeated act told once."""

from datetime import date
from decimal import Decimal

from palier.web.components.layout import definition_list
from palier.web.components.lists import timeline
from tests.cast import NOW


def test_days_and_numbers_of_a_definition_list_read_as_in_french():
    shown = definition_list(rows=[("Vu le", date(2026, 11, 3)), ("De", Decimal("5.00")), ("À", Decimal("2.50"))])
    assert "03/11/2026" in shown
    assert "<dd>5</dd>" in shown
    assert "<dd>2,5</dd>" in shown


def test_the_same_act_repeated_in_a_minute_is_told_once():
    line = {"at": NOW, "who": "Bruno", "text": "a enregistré les présences"}
    shown = timeline(entries=[{**line, "text": "a clos"}, line, line, line])
    assert shown.count("<li") == 2
    assert "a enregistré les présences (3 fois)" in shown
