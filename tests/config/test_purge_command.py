"""`palier purge` on each engine: shown, then done; then a backup, an empty machine, and the same figures there."""

import json

import pytest

FILL = """
from tests.cast import make_cast
from tests.cycle.closing import NOW, close, whole_file
from tests.cycle.stage import set_stage
stage = set_stage(make_cast())
whole_file(stage)
for _ in range(3):
    close(stage, stage.problem())
stage.problem()
# What was told in 2026 happened three years before today, for the purge to find it.
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from palier.cycle.meetings.models import Meeting
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report
back = NOW - (timezone.now() - timedelta(days=1100))
for model, names in ((Problem, ["state_since"]), (Report, ["state_since"]), (Meeting, ["planned_at", "opened_at"])):
    model.objects.unsealed("test").update(**{name: F(name) - back for name in names})
"""
STATE = """
import json
from django.conf import settings
from palier.attachments.models import Attachment
from palier.cycle.problems.models import Problem
from palier.cycle.reviews.models import FrozenFigure
from palier.cycle.reviews.queries import yearly_count
from palier.partners.actors import actor_for
from palier.partners.models import Group, User
from tests.cast import TODAY
groups = list(Group.objects.unsealed("test").values_list("pk", flat=True))
counts = {
    name: repr(yearly_count(actor_for(User.objects.get(email=f"{name}@example.org"), today=TODAY), groups, 2026))
    for name in ("alice", "bruno", "claire", "eric", "diane")
}
files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] if settings.MEDIA_ROOT.exists() else []
print(json.dumps({
    "counts": counts,
    "problems": Problem.objects.unsealed("test").count(),
    "figures": FrozenFigure.objects.unsealed("test").count(),
    "files": len(files),
    "rows": Attachment.objects.unsealed("test").count(),
}))
"""


def state_of(product):
    return json.loads(product.python(STATE))


def test_the_purge_is_shown_then_done_and_survives_a_restore(product, new_product, tmp_path):
    product.python(FILL)
    before = state_of(product)
    assert (before["problems"], before["files"]) == (6, 3)
    shown = product.do("purge", "--preview")
    line = next(line for line in shown.splitlines() if line.startswith("Problématiques closes"))
    assert ": 4 avant le " in line
    assert line.endswith("avec actions : 5, signalements rattachés : 2, pièces jointes : 3")
    assert "Relevés de décisions et textes des réunions : 1 avant le " in shown
    assert state_of(product) == before
    done = product.do("purge")
    assert "Problématiques closes, avec tout leur dossier : 4" in done
    after = state_of(product)
    assert after["counts"] == before["counts"]
    assert (after["problems"], after["files"], after["rows"]) == (2, 0, 0)
    product.do("verify")
    assert "avec tout leur dossier : 0\n" in product.do("purge")
    archive = tmp_path / "archive.tar.gz"
    product.do("backup", str(archive))
    empty = new_product("sqlite", tables=True)
    assert "Journal intact" in empty.do("restore", str(archive))
    assert state_of(empty) == after
    assert after["figures"]


@pytest.mark.postgres
def test_two_purges_among_six_writers_lose_nothing_and_count_once(product):
    call = "from tests.cycle.purging import purge_among_writers; print(*purge_among_writers(10, 8), sep='|')"
    said = product.python(call).split("|")
    assert [answer for answer in said if not answer.startswith(("wrote ", "purged "))] == []
    assert sorted(answer for answer in said if answer.startswith("wrote")) == ["wrote 24"] * 6
    assert sum(int(answer.removeprefix("purged ")) for answer in said if answer.startswith("purged")) == 10
    entered = "FrozenFigure.objects.unsealed('test').get(figure='entered').count"
    assert product.python(f"from palier.cycle.reviews.models import FrozenFigure; print({entered})") == "10"
    assert "Journal intact" in product.do("verify")
