"""The main job, on what the field has: a workbook comes in, the meeting prepares itself, is held, gives its papers and
its slips; a partner answers from its mail; the next meeting opens with what was promised.

The pictures of the README are those of this run: `make pictures` keeps them (`PALIER_PICTURES` names their folder).
"""

import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from palier.cycle.actions.models import Action
from palier.cycle.catalogue.services import load_catalogue
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.problems.models import Problem
from palier.cycle.slips.models import Slip
from palier.demo.members import load_members
from palier.demo.territory import load_territory
from palier.intake.models import WaitingFile
from palier.kernel import clock
from palier.notifications.models import Message
from palier.partners.reference import load_reference
from palier.web.intake.writing import write_file
from tests.e2e.conftest import DESKTOP, PHONE, violations
from tests.e2e.test_seance import decide

TRACKER = Path(__file__).parents[1] / "trackers" / "suivi_gpo_digne.xlsx"
LANDLORD = "Logis des Trois Vallées"
WORD = "Vos signalements aident à agir : continuez à dire ce que vous voyez."


@pytest.fixture
def members(transactional_db):
    """Digne and Manosque, their groups and their people; nothing has happened yet."""
    now, today = clock.now(), clock.today()
    load_reference(now)
    load_catalogue()
    load_territory()
    return load_members(now=now, today=today)


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, when the pictures of the README are asked for."""
    if folder := os.environ.get("PALIER_PICTURES"):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2_000)  # a map is drawn after its page
        page.screenshot(path=Path(folder) / f"{name}.jpg", type="jpeg", quality=72)


def enter(page: Page, members, mail: str, origin: str) -> None:
    client = Client()
    client.force_login(members.users[mail])
    page.context.clear_cookies()
    page.context.add_cookies([{"name": one.key, "value": one.value, "url": origin} for one in client.cookies.values()])


def take_over(page: Page, origin: str) -> None:
    """The workbook is read line by line, confirmed, and written by the worker."""
    page.goto(f"{origin}/reprise/")
    page.locator("input[type=file]").set_input_files(TRACKER)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="Aperçu de la reprise")).to_be_visible(timeout=60_000)
    picture(page, "1-reprise")
    page.get_by_role("link", name="Continuer vers la confirmation").click()
    page.get_by_role("button", name="Reprendre ce tableau").click()
    expect(page.get_by_text("Reprise en cours").first).to_be_visible()
    write_file.call(str(WaitingFile.objects.unsealed("test").get().pk))
    expect(page.get_by_role("heading", name="Tableau repris")).to_be_visible(timeout=30_000)
    assert Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT).count() >= 85


def plan(page: Page, origin: str, *, in_days: int) -> Meeting:
    """A meeting fixed with what is proposed, but for its day."""
    page.goto(f"{origin}/reunions/nouvelle/")
    day = clock.today() + timedelta(days=in_days)
    page.fill("[name=day]", f"{day:%d/%m/%Y}")
    page.fill("[name=place]", "Salle polyvalente du Plan")
    page.get_by_role("button", name="Prévoir la réunion").click()
    page.wait_for_url(re.compile(r"/reunions/[0-9a-f-]{36}/"))
    return Meeting.objects.unsealed("test").filter(state="planned").latest("created_at")


def prepare(page: Page, origin: str, meeting: Meeting) -> None:
    """One click proposes the agenda; it is kept as it stands."""
    page.goto(f"{origin}/reunions/{meeting.pk}/")
    page.get_by_role("link", name="Proposer l’ordre du jour").click()
    expect(page.get_by_role("heading", name="Ordre du jour proposé")).to_be_visible()
    assert violations(page) == []
    picture(page, "2-ordre-du-jour")
    page.get_by_role("button", name="Enregistrer l’ordre du jour").click()
    page.wait_for_url(f"**/reunions/{meeting.pk}/")
    assert items_of(meeting)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.unsealed("test").filter(meeting=meeting).order_by("rank"))


def hold(page: Page, origin: str, meeting: Meeting) -> None:
    """Everybody is there; a decision on the first item, typed at the keyboard; the others have nothing new."""
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.wait_for_url("**/seance/")
    page.get_by_role("button", name="Noter présents tous les autres").click()
    expect(page.get_by_text("Les présences sont notées.")).to_be_visible()
    first, *others = items_of(meeting)
    page.goto(f"{origin}/reunions/{meeting.pk}/points/{first.pk}/")
    page.wait_for_load_state("networkidle")
    decide(page, "Réparer la porte arrière du hall", LANDLORD)
    expect(page.get_by_text("La décision est prise")).to_be_visible()
    picture(page, "3-seance")
    for item in others:
        page.goto(f"{origin}/reunions/{meeting.pk}/points/{item.pk}/")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("2")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda url, here=str(item.pk): here not in url)
    page.goto(f"{origin}/reunions/{meeting.pk}/seance/")
    page.get_by_role("button", name="Clore la séance").click()
    page.wait_for_url(f"**/reunions/{meeting.pk}/")


def give_papers(page: Page, origin: str, meeting: Meeting) -> None:
    """The three papers side by side, a word for the population, then validated: the slips wait to leave."""
    page.goto(f"{origin}/reunions/{meeting.pk}/releve/")
    expect(page.get_by_role("heading", name="Les trois documents")).to_be_visible()
    assert violations(page) == []
    picture(page, "4-trois-documents")
    page.get_by_label("De la réunion en général").fill(WORD)
    page.get_by_role("button", name="Enregistrer ces textes").click()
    expect(page.get_by_text("est enregistré")).to_be_visible()
    said = {name: text_of(page, f"{origin}/reunions/{meeting.pk}/releve/{name}.pdf") for name in PAPERS}
    assert "Réparer la porte arrière du hall" in said["police"]
    assert "Réparer la porte arrière du hall" in said["partners"]
    assert "Réparer la porte arrière du hall" not in said["population"]
    assert LANDLORD not in said["population"]
    assert "continuez à dire ce que vous voyez" in said["population"]
    page.goto(f"{origin}/reunions/{meeting.pk}/")
    page.get_by_role("link", name=re.compile("Valider le relevé")).click()
    page.get_by_role("button", name="Valider le relevé").click()
    expect(page.get_by_text("Le relevé est validé.")).to_be_visible()


PAPERS = ("police", "partners", "population")


def text_of(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def answer_by_link(page: Page, origin: str) -> None:
    """The caretaker, on a phone and without an account: the promise is accepted, then kept."""
    slip = Slip.objects.unsealed("test").get(organisation__name=LANDLORD)
    text = (
        Message.objects.unsealed("test").filter(recipient=slip.contact.email, text__contains="/promesses/").get().text
    )
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(origin + re.search(r"https?://[^/\s]+(/promesses/\S+/)", text)[1])
    expect(page.get_by_role("heading", name="Vos engagements")).to_be_visible()
    picture(page, "5-engagements")
    page.get_by_role("link", name=re.compile("C’est fait : Réparer la porte")).click()
    page.get_by_label("Ce qui a été constaté").fill("Porte arrière réparée, fermeture essayée.")
    page.get_by_role("button", name="C’est fait").click()
    expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    page.set_viewport_size(DESKTOP)


@pytest.mark.long
def test_from_the_old_workbook_to_the_next_meeting(live_server, members, page):
    origin = live_server.url
    enter(page, members, "sophie.alvarez", origin)
    take_over(page, origin)
    meeting = plan(page, origin, in_days=0)
    prepare(page, origin, meeting)
    hold(page, origin, meeting)
    give_papers(page, origin, meeting)
    answer_by_link(page, origin)
    enter(page, members, "sophie.alvarez", origin)
    following = plan(page, origin, in_days=14)
    page.goto(f"{origin}/reunions/{following.pk}/#promesses")
    promises = page.locator("#promesses")
    expect(promises.get_by_text("Réparer la porte arrière du hall")).to_be_visible()
    picture(page, "6-ce-qui-etait-promis")
    assert Action.objects.unsealed("test").get(title="Réparer la porte arrière du hall").state == "done"
