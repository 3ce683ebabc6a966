"""What leaves a group leaves its exports at once: handed over; and no row grows more reserved after it was exported."""

import pytest

from palier.access.levels import Level
from palier.cycle.problems.services import content
from palier.cycle.relations.services import accept_handover, propose_handover
from palier.kernel import clock
from palier.kernel.ids import new_id
from palier.web.exports import keeping
from palier.web.exports.models import ExportFile
from tests.web.exports.matrix import made

State = ExportFile.State


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def asked(world, name):
    user = world.cast.users[name]
    return ExportFile.objects.create(
        user=user, subject="report", kind="csv", query="", asked_at=clock.now(), state=State.ASKED, task_id=new_id()
    )


@pytest.mark.parametrize("keeps_reading", [True, False])
def test_a_problem_handed_over_leaves_the_exports_of_the_former_group_at_once(
    world, keeps_reading, django_capture_on_commit_callbacks
):
    kept = {name: made(world, name) for name in ("olivier", "bruno", "marc")}
    files = {name: keeping.path_of(row) for name, row in kept.items()}
    waiting = {name: asked(world, name) for name in ("claire", "dora")}
    problem = world.stage.problem("alice", title="Square occupé")
    actors = world.cast.actor("alice"), world.cast.actor("marc")
    content_ = {"group": world.cast.other_group, "reason": "Le square est chez eux.", "keeps_reading": keeps_reading}
    handover = propose_handover(actor=actors[0], problem=problem, now=clock.now(), **content_)
    assert all(path.exists() for path in files.values())
    with django_capture_on_commit_callbacks(execute=True):
        accept_handover(actor=actors[1], handover=handover, now=clock.now())
    assert {name for name, path in files.items() if not path.exists()} == {"olivier", "bruno"}
    for name, row in {**kept, **waiting}.items():
        row.refresh_from_db()
        left = name in ("olivier", "bruno", "claire")
        assert (row.state == State.FAILED, row.reason) == (left, keeping.LEFT if left else ""), name


def test_no_service_raises_the_level_of_a_problem_so_that_no_export_has_to_follow_it(world):
    problem = world.stage.problem("alice", title="Square occupé")
    with pytest.raises(ValueError, match="level"):
        content.change_problem(actor=world.cast.actor("alice"), problem=problem, now=clock.now(), level=Level.POLICE)
