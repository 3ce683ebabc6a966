"""What blocks show: days and numbers as they are read here, a repeated act told once."""

from datetime import date
from decimal import Decimal

from django.template import Context, Template

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


def test_many_fields_changed_at_once_are_folded():
    def entry(count):
        changes = [{"label": f"Champ {n}", "before": "", "after": "dit"} for n in range(count)]
        return {"at": NOW, "who": "Bruno", "text": "a modifié", "changes": changes}

    assert "<details" not in timeline(entries=[entry(3)])
    shown = timeline(entries=[entry(4)])
    assert "4 champs modifiés" in shown
    assert shown.index("<details") < shown.index("Champ 0") < shown.index("</details>")


def test_the_parts_of_a_long_page_are_linked_above_it():
    def page(*titles):
        parts = "{% for title in titles %}{% section title=title %}x{% endsection %}{% endfor %}"
        return Template(f"{{% contents %}}{parts}{{% endcontents %}}").render(Context({"titles": titles}))

    long = page("Les faits", "L’été", "A & B", "Actions", "Suites")
    assert '<li><a href="#partie-a-b">A &amp; B</a></li>' in long
    assert long.count("<li>") == long.count('id="partie-') == 5
    assert "<nav" not in page("Les faits", "Actions")
