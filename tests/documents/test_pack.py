"""What is printed for a meeting without network: the plan, numbered boxes, the sign-in sheet, each at its level."""

import io
from datetime import timedelta

import pytest
import shapely
from pypdf import PdfReader

from palier.access.levels import Level
from palier.cycle.convening.services import answer_on_screen
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.meetings.services import add_item, cancel_meeting
from palier.documents.editions import PARTNERS, POLICE
from palier.documents.pack import boxes_of, pack_name, pack_of, pack_pdf
from palier.documents.plan import RATIO, Located, plan_of
from palier.documents.typesetting import canonical
from palier.kernel.errors import Refused
from tests.cast import NOW, TODAY
from tests.cycle.convening.asking import planned, seated
from tests.documents.test_minutes import squeezed, text_of

pytestmark = pytest.mark.django_db
POLICE_WORD, NAMED_WORD = "Zyxpolice", "Zyxdesigne"


@pytest.fixture
def meeting(stage):
    """One point for all with a promise of each level, one for the police, one named, a topic in free words."""
    alice = stage.actor("alice")
    made = planned(stage)
    shared = stage.problem()
    stage.action(shared)
    stage.action(shared, title=f"Ronde {POLICE_WORD}", organisation=stage.cast.police, level=Level.POLICE)
    police = stage.problem(level=Level.POLICE, title=f"Suivi {POLICE_WORD}")
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord], title=f"Local {NAMED_WORD}")
    for problem in (police, shared, named):
        add_item(actor=alice, meeting=made, problem=problem, now=NOW)
    stage.topic()
    return made


def of(meeting, edition=PARTNERS):
    return pack_of(meeting, edition, today=TODAY)


def test_partners_have_their_points_numbered_among_those_they_read(meeting):
    content = of(meeting)
    (sheet,) = content.sheets
    assert (sheet.number, sheet.title, sheet.boxes) == (1, "Hall occupé, 12 rue des Lilas", ["1.1", "1.2", "1.3"])
    assert [(row.what, row.who) for row in sheet.promises] == [("Réparer la porte du hall", "Bléone Habitat")]
    assert content.topics == [["S1", "Bléone Habitat", "Les horaires du local à vélos"]]
    assert boxes_of(12)[0] == "12.1"


def test_nothing_reserved_is_in_the_partners_pack_and_the_police_pack_says_it_is_one(meeting):
    assert not any(word in canonical(of(meeting)) for word in (POLICE_WORD, NAMED_WORD))
    police = of(meeting, POLICE)
    assert canonical(police).count(POLICE_WORD) == 2
    assert (police.mark, [sheet.number for sheet in police.sheets]) == ("Réservé à la police", [1, 2, 3])
    assert "RÉSERVÉÀLAPOLICE" in squeezed(text_of(pack_pdf(police)))


def test_the_sign_in_sheet_is_by_organisation_with_what_was_announced(stage, meeting):
    seated(stage, function="Gardienne")
    answer_on_screen(actor=stage.actor("claire"), meeting=meeting, answer="excused", now=NOW, today=TODAY)
    lines = of(meeting).signatories
    assert [line.organisation for line in lines] == sorted(line.organisation for line in lines)
    assert [(line.function, line.announced) for line in lines if line.name == "Irène"] == [("Gardienne", "")]
    assert [line.announced for line in lines if line.name == "Claire"] == ["Excusé"]


def test_the_paper_has_an_a3_plan_then_a_page_a_point_and_twice_the_same_bytes(meeting):
    pdf = pack_pdf(of(meeting, POLICE))
    pages = PdfReader(io.BytesIO(pdf)).pages
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages]
    assert sizes == [(1191, 842)] + [(595, 842)] * 5
    text = squeezed(text_of(pdf))
    assert all(word in text for word in ("l’ordredujour", "1.1", "2.3", "Feuilledeprésence", "S1", "Constat"))
    assert pack_pdf(of(meeting, POLICE)) == pdf
    assert pack_name(meeting, POLICE) == "dossier-de-reunion-police-DIG-1-2026-11-09.pdf"


def test_an_empty_agenda_and_one_without_a_position_still_print(stage):
    bare = planned(stage)
    assert len(PdfReader(io.BytesIO(pack_pdf(of(bare)))).pages) == 2
    stage.place.latitude = stage.place.longitude = None
    stage.place.save()
    add_item(actor=stage.actor("alice"), meeting=bare, problem=stage.problem(), now=NOW)
    assert of(bare).plan.points == []
    assert "iln’yapasdeplan" in squeezed(text_of(pack_pdf(of(bare))))


def test_what_looks_like_markup_is_printed_as_it_is(stage):
    made, words = planned(stage), "#let *x* = [$y$] <a> \\ “z”"
    add_item(actor=stage.actor("alice"), meeting=made, problem=stage.problem(title=words), now=NOW)
    assert squeezed("#let *x* = [$y$] <a>") in squeezed(text_of(pack_pdf(of(made))))


def test_a_meeting_called_off_has_no_pack(stage, meeting):
    cancel_meeting(actor=stage.actor("alice"), meeting=meeting, reason="Neige", now=NOW)
    with pytest.raises(Refused):
        of(meeting)


def test_points_keep_their_distances_and_share_a_mark_at_one_place():
    """Two hundred metres east and north, near Digne: the same length on the plan, whatever the latitude."""
    east, north = 200 / (111_320 * 0.71835), 200 / 111_320
    here, right, above = (6.235, 44.09), (6.235 + east, 44.09), (6.235, 44.09 + north)
    rows = [Located(rank, "Hall", *spot) for rank, spot in enumerate((here, right, above, here), start=1)]
    plan = plan_of(rows, [])
    marks = {point.label: point for point in plan.points}
    assert set(marks) == {"1, 4", "2", "3"}
    across = (marks["2"].x - marks["1, 4"].x) * RATIO
    assert across == pytest.approx(marks["1, 4"].y - marks["3"].y, abs=0.02)
    assert plan.scale_metres == 200
    assert plan.scale_share == pytest.approx(200 / 600, abs=0.01)
    assert all(0 < point.x < 1 and 0 < point.y < 1 for point in plan.points)


def test_doors_show_the_streets_within_the_frame_and_the_longest_are_named():
    asked = []

    def doors(box):
        asked.append(box)
        street = [("Rue des Lilas", 6.2349 + rank / 20000, 44.09) for rank in range(8)]
        return [*street, ("Impasse", 6.2351, 44.0901)]

    plan = plan_of([Located(1, "Hall", 6.235, 44.09)], [], doors)
    assert (asked[0].west < 6.235 < asked[0].east, asked[0].south < 44.09 < asked[0].north) == (True, True)
    assert (len(plan.doors), [street.name for street in plan.streets]) == (9, ["Rue des Lilas"])


def test_boundaries_are_drawn_each_ring():
    square = shapely.box(6.2, 44.0, 6.3, 44.2)
    holed = shapely.Polygon(square.exterior, [shapely.box(6.22, 44.05, 6.24, 44.06).exterior])
    plan = plan_of(
        [Located(1, "Hall", 6.235, 44.09)], [holed, shapely.MultiPolygon([square, shapely.box(7, 45, 8, 46)])]
    )
    assert len(plan.lines) == 4
    assert plan.lines[0][0] == plan.lines[0][-1]


def test_the_agenda_s_order_is_the_number(stage, meeting):
    rows = list(AgendaItem.objects.unsealed("test").filter(meeting=meeting).order_by("rank"))
    assert [sheet.title for sheet in of(meeting, POLICE).sheets] == [row.problem.title for row in rows]
    assert of(meeting).dated == (NOW + timedelta(days=7)).date().isoformat()
