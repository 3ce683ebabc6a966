"""kill -9 of what makes a large export: nothing half-written is ever served, and the next run ends what it began."""

import subprocess
import sys

from tests.product import SETUP

ASKED = """
from palier.kernel import clock
from palier.partners.models import User
from palier.web.exports.models import ExportFile
user = User.objects.create(email="bruno@example.org", name="Bruno")
print(ExportFile.objects.create(user=user, subject="report", kind="csv", asked_at=clock.now()).pk)
"""
# The rights of a member, and a writer that dies in the middle of the file.
MAKE = """
from palier.web.exports import making
making.holds_anywhere = lambda actor, verb: True
{dies}
making.make_export.call("{pk}")
"""
DIES = """
import os, signal
def dies(write, part):
    part.write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
making._write = dies
"""
TOLD = """
from django.conf import settings
from palier.web.exports.models import ExportFile
row = ExportFile.objects.unsealed("test").get()
names = sorted(path.suffix for path in (settings.MEDIA_ROOT / "exports").iterdir())
print(row.state, bool(row.path), ",".join(names))
"""


def test_a_killed_run_serves_nothing_and_the_next_one_makes_the_file(product):
    pk = product.python(ASKED)
    killed = [sys.executable, "-c", SETUP + MAKE.format(dies=DIES, pk=pk)]
    assert subprocess.run(killed, check=False, env=product.environment).returncode < 0
    assert product.python(TOLD) == "making False .part"
    product.python(MAKE.format(dies="", pk=pk))
    assert product.python(TOLD) == "ready True .csv,.part"
