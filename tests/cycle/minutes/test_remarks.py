"""Those who attended remark, the chief answers each, then the minutes are frozen, remarks printed."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Attendance, MinutesRelease
from palier.cycle.minutes.models import Amendment
from palier.cycle.minutes.queries import amendments_of, amendments_waiting
from palier.cycle.minutes.services import answer_remark, remark_minutes
from palier.documents.editions import PARTNERS, POLICE
from palier.documents.minutes import minutes_of
from palier.documents.releases import KEEPER, freeze_due, freeze_minutes
from palier.journal.anchoring import anchored
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.ids import new_id
from tests.documents.scene import hold_meeting, validated


@pytest.fixture
def scene(stage):
    made = hold_meeting(stage)
    validated(made)
    return made


def remark(scene, name="bruno", text="La date de la porte est le 12.", days=2, **values):
    now = scene.stage.now + timedelta(days=days)
    return remark_minutes(actor=scene.stage.actor(name), meeting=scene.meeting, text=text, now=now, **values)


def answer(scene, amendment, move="take", words="Corrigé.", name="alice"):
    now = scene.stage.now + timedelta(days=3)
    return answer_remark(actor=scene.stage.actor(name), amendment=amendment, move=move, answer=words, now=now)


def test_who_attended_remarks_once_and_the_chief_answers_with_a_word(scene):
    key = new_id()
    made = remark(scene, key=key)
    assert remark(scene, key=key) == made
    assert made.organisation == scene.stage.cast.landlord
    with pytest.raises(Refused):
        answer(scene, made, words=" ")
    answer(scene, made)
    answer(scene, made, move="set_aside", words="Le relevé dit vrai.")
    assert (made.state, made.answer) == ("set_aside", "Le relevé dit vrai.")


def test_who_was_not_in_the_room_does_not_remark(scene):
    Attendance.objects.unsealed("test").filter(organisation=scene.stage.cast.landlord).update(state="excused")
    with pytest.raises(Refused, match="présente ou représentée"):
        remark(scene)
    assert not Amendment.objects.unsealed("test").exists()


@pytest.mark.parametrize("days", [-1, 9])
def test_nobody_remarks_outside_of_the_days(scene, days):
    if days < 0:
        type(scene.meeting).objects.unsealed("test").update(state=State.CLOSED)
        scene.meeting.refresh_from_db()
    with pytest.raises(Refused, match="fin du délai"):
        remark(scene, days=abs(days))


def test_only_the_police_reserves_a_remark_and_partners_do_not_read_it(scene):
    with pytest.raises(NotGranted):
        remark(scene, level=Level.POLICE)
    with pytest.raises(NotGranted):
        remark(scene, "olivier", level=Level.SEALED)
    hidden = remark(scene, "olivier", level=Level.POLICE, text="Zyxpolice : l’heure de la patrouille")
    shown = remark(scene)
    seen = {name: set(amendments_of(scene.stage.actor(name), scene.meeting)) for name in ("bruno", "alice", "dora")}
    assert seen == {"bruno": {shown}, "alice": {shown, hidden}, "dora": set()}
    assert len(minutes_of(scene.meeting, PARTNERS).remarks) == 1
    assert len(minutes_of(scene.meeting, POLICE).remarks) == 2
    assert set(amendments_waiting(scene.stage.actor("alice"), [scene.meeting.group_id])) == {shown, hidden}


def test_only_the_chief_answers(scene):
    made = remark(scene)
    for name in ("olivier", "bruno"):
        with pytest.raises(NotGranted):
            answer(scene, made, name=name)


def test_nothing_is_frozen_before_the_end_nor_with_a_remark_unanswered(scene):
    made, alice = remark(scene), scene.stage.actor("alice")
    with pytest.raises(Refused, match="jusqu’au 10/11/2026"):
        freeze_minutes(actor=alice, meeting=scene.meeting, now=scene.stage.now + timedelta(days=7))
    late = scene.stage.now + timedelta(days=9)
    with pytest.raises(Refused, match="1 remarque sans réponse"):
        freeze_minutes(actor=alice, meeting=scene.meeting, now=late)
    assert freeze_due(now=late) == 0
    answer(scene, made)
    assert freeze_due(now=scene.stage.now + timedelta(days=7)) == 0
    assert freeze_due(now=late) == 1
    assert freeze_due(now=late) == 0


def test_the_job_freezes_in_the_chief_s_place_with_the_remarks_and_says_so(scene):
    answer(scene, remark(scene))
    freeze_due(now=scene.stage.now + timedelta(days=9))
    scene.meeting.refresh_from_db()
    assert scene.meeting.state == State.FROZEN
    releases = {row.level: row for row in MinutesRelease.objects.unsealed("test")}
    assert set(releases) == {Level.POPULATION, Level.GROUP, Level.POLICE}
    (line,) = releases[Level.GROUP].frozen_data["remarks"]
    assert (line["organisation"], line["state"], line["answer"]) == ("Bléone Habitat", "Prise en compte", "Corrigé.")
    assert "remarks" not in releases[Level.POPULATION].frozen_data
    entry = Entry.objects.unsealed("test").filter(event=Event.MEETING_MOVE, subject_id=scene.meeting.pk).latest("seq")
    assert entry.detail.actor_label == KEEPER
    with pytest.raises(Refused, match="figé"):
        answer(scene, Amendment.objects.unsealed("test").select_related("meeting").get())


def test_the_head_printed_on_the_annex_is_the_one_anchored_for_the_officers(scene, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        freeze_due(now=scene.stage.now + timedelta(days=9))
    annex = MinutesRelease.objects.unsealed("test").get(level=Level.POLICE)
    printed = annex.frozen_data["chain"].split(", ")[1]
    assert printed == anchored()[-1]
    assert "chain" not in MinutesRelease.objects.unsealed("test").get(level=Level.POPULATION).frozen_data
    assert MinutesRelease.objects.unsealed("test").get(level=Level.GROUP).frozen_data["chain"] == ""
