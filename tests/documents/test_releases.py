"""Freezing keeps the bytes, their data and the renderer; the stored bytes are served from then on."""

import hashlib
import json
from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import MinutesRelease
from palier.documents.editions import EDITIONS, PARTNERS, POLICE, POPULATION
from palier.documents.releases import freeze_minutes, minutes_file, minutes_name
from palier.documents.typesetting import RENDERER, typeset
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from tests.documents.scene import validated


@pytest.fixture
def frozen(scene):
    meeting = validated(scene)
    later = scene.stage.now + timedelta(days=8)
    return freeze_minutes(actor=scene.stage.actor("alice"), meeting=meeting, now=later)


def test_each_edition_is_numbered_in_its_own_series_and_kept(scene, frozen):
    assert [release.number for release in frozen] == ["DIG-1-RD-2026-001", "DIG-1-AP-2026-001", "DIG-1-ED-2026-001"]
    assert scene.meeting.state == State.FROZEN
    for release in frozen:
        assert release.bytes_hash == hashlib.sha256(bytes(release.content)).hexdigest()
        assert release.renderer == RENDERER


def test_the_frozen_data_renders_again_to_the_same_bytes(frozen):
    layouts = [edition.layout for edition in EDITIONS.values()]
    for release, layout in zip(frozen, layouts, strict=True):
        assert typeset(layout, json.loads(json.dumps(release.frozen_data))) == bytes(release.content)


def test_the_stored_bytes_are_served_whatever_changes_since(scene, frozen):
    Action.objects.unsealed("test").update(title="Réécrit après coup")
    assert minutes_file(scene.meeting, PARTNERS) == bytes(frozen[0].content)
    assert minutes_file(scene.meeting, POLICE) == bytes(frozen[1].content)
    assert minutes_file(scene.meeting, POPULATION) == bytes(frozen[2].content)


def test_a_release_is_journalled_and_read_at_its_own_level(scene, frozen):
    entries = Entry.objects.unsealed("test").filter(event=Event.MINUTES_ISSUE).order_by("seq")
    assert [entry.level for entry in entries] == [Level.GROUP, Level.POLICE, Level.POPULATION]
    seen = {name: MinutesRelease.objects.visible_to(scene.stage.actor(name)).count() for name in ("bruno", "olivier")}
    assert seen == {"bruno": 2, "olivier": 3}
    assert not MinutesRelease.objects.visible_to(scene.stage.actor("dora")).exists()


def test_only_the_chief_freezes_and_only_what_is_validated(scene):
    with pytest.raises(Refused):
        freeze_minutes(actor=scene.stage.actor("alice"), meeting=scene.meeting, now=scene.stage.now)
    meeting = validated(scene)
    with pytest.raises(NotGranted):
        freeze_minutes(actor=scene.stage.actor("olivier"), meeting=meeting, now=scene.stage.now)
    assert not MinutesRelease.objects.unsealed("test").exists()


def test_the_file_is_named_for_a_desk(scene):
    assert minutes_name(scene.meeting, POLICE) == "annexe-police-DIG-1-2026-11-02.pdf"
