"""A whole meeting at the keyboard alone, in two browsers at once: the chief's and the projector's, the network cut."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from palier.cycle.meetings import services
from palier.cycle.meetings.models import AgendaItem, Decision, Draft, Meeting, Projection, Topic
from palier.cycle.meetings.room import check_in_code
from palier.kernel import clock
from tests.e2e.conftest import PHONE, watch
from tests.web.sitting import sitting
from tests.world import POLICE_WORD


def planned(world) -> Meeting:
    """A meeting of today with two items of the group and one of the police; nobody waits for a word."""
    Topic.objects.unsealed("test").update(state="answered")
    meeting = world.stage.meeting(planned_at=clock.now())
    problems = (world["problem"], world["police_problem"], world.stage.problem(title="Parking du stade"))
    for problem in problems:
        services.add_item(actor=world.cast.actor("alice"), meeting=meeting, problem=problem, now=clock.now())
    return meeting


@pytest.fixture
def wall(browser, browser_context_args, live_server):
    """The browser of the projector, which shares nothing with the chief's."""
    context = browser.new_context(**browser_context_args)
    faults = watch(context, live_server.url)
    page = context.new_page()
    yield page
    context.close()
    assert not faults


def reach(page: Page, words: str) -> None:
    """Press « Tab » until what bears these words has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        told = page.evaluate("document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''")
        if words in told:
            return
    raise AssertionError(f"« {words} » is not reached by the keyboard")


def press(page: Page, words: str) -> None:
    reach(page, words)
    page.keyboard.press("Enter")


def decide(page: Page, title: str, who: str) -> None:
    """Type a decision, without leaving the keyboard."""
    page.keyboard.press("d")
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.type(who)
    page.keyboard.press("Control+Enter")


def decisions(meeting):
    return Decision.objects.unsealed("test").filter(item__meeting=meeting).count()


@dataclass
class Room:
    """The chief's page, the wall's, and the séance between them."""

    page: Page
    wall: Page
    origin: str
    meeting: Meeting
    axe: Callable[[Page], None]

    def gather(self) -> None:
        """Open, note who is there, have the wall show the agenda."""
        page, wall = self.page, self.wall
        page.goto(f"{self.origin}/reunions/{self.meeting.pk}/")
        press(page, "Ouvrir la séance")
        page.wait_for_url("**/seance/")
        press(page, "Noter présents tous les autres")
        expect(page.get_by_text("Les présences sont notées.")).to_be_visible()
        press(page, "Projecteur")
        page.wait_for_url("**/projecteurs/")
        press(page, "Demander un code")
        code = page.locator(".palier-code-block__code").inner_text()
        wall.goto(f"{self.origin}/projection/")
        reach(wall, "Code de la séance")
        wall.keyboard.type(code)
        wall.keyboard.press("Enter")
        expect(wall.get_by_role("heading", name="Ordre du jour")).to_be_visible()
        self.axe(wall)

    def decide_across_a_cut(self, title: str) -> None:
        """Two decisions on the first item, the network cut before the second is sent: it leaves once, by itself."""
        page, wall = self.page, self.wall
        press(page, "La séance")
        page.wait_for_url("**/seance/")
        press(page, title)
        page.wait_for_url("**/points/**")
        expect(wall.get_by_role("heading", name=title)).to_be_visible()
        expect(page.locator("[data-time]")).to_have_text(re.compile(r"\d+ min"))
        self.axe(page)
        self.axe(wall)
        decide(page, "Poser un boîtier à clés", "bléone")
        expect(page.get_by_text("La décision est prise")).to_be_visible()
        expect(wall.locator("li", has_text="Poser un boîtier à clés")).to_be_visible()
        page.context.set_offline(True)
        decide(page, "Changer la lampe", "bléone")
        expect(page.get_by_text("partira dès son retour")).to_be_visible()
        assert decisions(self.meeting) == 1
        page.context.set_offline(False)
        expect(wall.locator("li", has_text="Changer la lampe")).to_be_visible()
        assert decisions(self.meeting) == 2

    def end(self) -> None:
        """The police's item leaves the wall on the agenda; each item has its outcome; the séance is closed."""
        page, wall = self.page, self.wall
        expect(page.get_by_text("La décision est prise")).to_be_visible()
        page.keyboard.press("j")
        expect(page.get_by_role("heading", level=1)).to_contain_text(POLICE_WORD)
        expect(wall.get_by_role("heading", name="Ordre du jour")).to_be_visible()
        assert POLICE_WORD not in wall.content()
        page.keyboard.press("2")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="Parking du stade")).to_be_visible()
        page.keyboard.press("3")
        # The number leaves the focus on its choice: the keys still answer.
        page.keyboard.press("c")
        page.keyboard.type("Le bailleur manquait.")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/seance/")
        press(page, "Clore la séance")
        page.wait_for_url(f"**/reunions/{self.meeting.pk}/")


def test_a_whole_meeting_at_the_keyboard_with_the_network_cut(live_server, signed_in, world, wall, axe):
    room = Room(signed_in("alice"), wall, live_server.url, planned(world), axe)
    room.gather()
    room.decide_across_a_cut(world["problem"].title)
    room.end()
    assert Meeting.objects.unsealed("test").get(pk=room.meeting.pk).state == "closed"
    items = AgendaItem.objects.unsealed("test").filter(meeting=room.meeting).order_by("rank")
    assert list(items.values_list("outcome", flat=True)) == ["decision", "nothing_new", "postponed"]
    # The projector ended with it.
    expect(wall.get_by_role("button", name="Projeter")).to_be_visible()
    assert not Projection.objects.unsealed("test").exists()


def decision_of(page: Page) -> Locator:
    """The form where a decision is typed, with what is said of it."""
    return page.locator("[data-draft=decision]")


def test_what_is_typed_survives_and_two_windows_show_both_texts(live_server, signed_in, world):
    item = AgendaItem.objects.unsealed("test").get(meeting=sitting(world), problem=world["problem"])
    address = f"{live_server.url}/reunions/{item.meeting_id}/points/{item.pk}/"
    page = signed_in("alice")
    other = page.context.new_page()
    for one in (page, other):
        one.goto(address)
        one.wait_for_load_state("networkidle")
    page.locator("[name=decision-title]").type("Premier texte")
    expect(decision_of(page)).to_contain_text("Gardé.")
    other.locator("[name=decision-title]").type("Second texte")
    expect(decision_of(other).get_by_text("Rien n’est effacé")).to_be_visible()
    expect(decision_of(other)).to_contain_text("Premier texte")
    expect(other.locator("[name=decision-title]")).to_have_value("Second texte")
    decision_of(other).get_by_role("button", name="Garder le mien").click()
    expect(decision_of(other)).to_contain_text("Gardé.")
    assert Draft.objects.unsealed("test").get().words["title"] == "Second texte"
    # The network is cut, then the lid is closed: what was typed meanwhile is there again.
    other.context.set_offline(True)
    other.locator("[name=decision-title]").press("End")
    other.locator("[name=decision-title]").type(", suite")
    expect(decision_of(other)).to_contain_text("Réseau coupé")
    other.context.set_offline(False)
    expect(decision_of(other)).to_contain_text("Gardé.")
    again = other.context.new_page()
    again.goto(address)
    expect(again.locator("[name=decision-title]")).to_have_value("Second texte, suite")


def test_a_member_follows_and_checks_in_on_a_phone(live_server, signed_in, world, axe):
    meeting = sitting(world)
    page = signed_in("bruno")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/reunions/{meeting.pk}/suivre/")
    expect(page.get_by_role("heading", name=world["problem"].title)).to_be_visible()
    assert POLICE_WORD not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)
    page.goto(f"{live_server.url}/emargement/")
    code = check_in_code(meeting)
    page.get_by_label("Code de la séance").fill(code)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Présent : Bruno").click()
    expect(page.get_by_text("Présence notée").first).to_be_visible()
    axe(page)
