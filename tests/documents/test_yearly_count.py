"""The yearly count on one page."""

import io
from datetime import date

from pypdf import PdfReader

from palier.cycle.problems.models import Problem
from palier.documents.yearly_count import yearly_count_page, yearly_count_pdf
from palier.journal.retention import run_purges
from tests.cycle.closing import LATER, PURGE


def page_for(scene, name, today=date(2026, 11, 2)):
    return yearly_count_page(scene.stage.actor(name), [scene.stage.cast.group], 2026, today=today)


def figures(content):
    return {figure.label: figure.value for figure in content.headline}


def test_the_page_says_the_figures_of_the_year(scene):
    content = page_for(scene, "alice")
    assert figures(content)["réunions tenues"] == "1"
    assert figures(content)["problématiques identifiées"] == "1"
    assert figures(content)["actions réalisées"] == "1"
    assert content.as_of == "02/11/2026"
    pdf = yearly_count_pdf(content)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    shown = "".join(pages[0].extract_text().split())
    for part in content.parts:
        for line in part.lines:
            assert "".join(line.label.split()) in shown
    assert yearly_count_pdf(page_for(scene, "alice")) == pdf


def test_each_reader_counts_what_it_may_read(scene):
    assert page_for(scene, "bruno").parts[1].lines[0].value < page_for(scene, "alice").parts[1].lines[0].value
    assert page_for(scene, "diane").parts == page_for(scene, "alice").parts


def test_the_page_of_a_past_year_is_the_same_to_the_byte_after_a_purge(scene):
    scene.stage.lead(scene.shared, "abandon", reason="Sans suite")
    scene.stage.lead(scene.police, "decline", reason="Isolé")
    scene.stage.lead(scene.named, "decline", reason="Isolé")
    before = {name: page_for(scene, name, today=LATER.date()) for name in ("alice", "bruno", "claire", "eric")}
    run_purges(actor=PURGE, now=LATER)
    assert not Problem.objects.unsealed("test").exists()
    for name, page in before.items():
        after = page_for(scene, name, today=LATER.date())
        assert yearly_count_pdf(after) == yearly_count_pdf(page)
    assert before["bruno"] != before["alice"]


def test_a_finished_year_is_dated_at_its_end(scene):
    assert page_for(scene, "alice", today=date(2027, 3, 1)).dated == "2026-12-31"
