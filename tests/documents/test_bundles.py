"""A whole meeting as one file, a year as one: what the reader may read of each paper, and nothing else."""

import io
import zipfile
from datetime import timedelta

import pytest

from palier.documents.bundles import bundle_name, meeting_bundle, meetings_of_year, write_year
from palier.documents.editions import PARTNERS
from palier.documents.releases import minutes_file
from palier.kernel.errors import Refused
from tests.documents.scene import NAMED_WORD, POLICE_WORD, SEALED_WORD


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(members):
    """All that the tables say; the papers are read by their own tests."""
    tables = [content for name, content in members.items() if name.endswith(".ods")]
    return " ".join(zipfile.ZipFile(io.BytesIO(table)).read("content.xml").decode() for table in tables)


@pytest.mark.parametrize(("name", "papers"), [("alice", 3), ("olivier", 3), ("bruno", 2)])
def test_a_meeting_holds_the_papers_at_one_s_level_the_attendance_and_the_agenda(scene, name, papers):
    actor = scene.stage.actor(name)
    members = opened(meeting_bundle(actor, scene.meeting))
    assert sum(member.endswith(".pdf") for member in members) == papers
    assert {"lisez-moi.txt", "presences.ods", "ordre-du-jour.ods"} <= set(members)
    said = words_of(members)
    assert scene.shared.title in said
    assert "Bléone Habitat" in said
    assert (POLICE_WORD in said) == (name != "bruno")
    assert NAMED_WORD in said  # the landlord is named on that problem, as on screen
    assert SEALED_WORD not in said
    released = next(content for member, content in members.items() if member.startswith("releve-de-decisions"))
    assert released == minutes_file(scene.meeting, PARTNERS)
    assert bundle_name(scene.meeting) == "reunion-DIG-1-2026-11-02.zip"


def test_a_meeting_that_is_not_closed_has_no_file(stage):
    with pytest.raises(Refused, match="séance close"):
        meeting_bundle(stage.actor("alice"), stage.meeting())


def test_a_year_is_one_folder_a_meeting_and_a_summary_and_says_how_far_it_is(scene):
    stage, out = scene.stage, io.BytesIO()
    bruno = stage.actor("bruno")
    stage.meeting(planned_at=stage.now + timedelta(days=30))
    meetings = meetings_of_year(bruno, "DIG-1", 2026)
    assert list(write_year(bruno, meetings, out, day=stage.today)) == [1]
    members = opened(out.getvalue())
    assert {name.partition("/")[0] for name in members} == {"2026-11-02", "sommaire.ods"}
    assert POLICE_WORD not in words_of(members)
    assert not meetings_of_year(bruno, "DIG-1", 2025).exists()
    assert not meetings_of_year(stage.actor("dora"), "DIG-1", 2026).exists()
