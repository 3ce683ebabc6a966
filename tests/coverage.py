"""`make coverage`: what the quick suite goes through, branches included, and whether each area holds its target."""

import fnmatch
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.run import QUICK, TREE

# The share of lines and branches that an area must reach; the first pattern that fits a file is its area.
LOWER = ("access", "journal", "territory", "partners", "workflow", "attachments", "jobs", "cycle")
TARGETS = (("access à cycle", 100.0, LOWER), ("le reste", 90.0, ("*",)))


def main() -> int:
    """Run the quick suite under measure, then say each area's share; 1 when one is under its target."""
    with tempfile.TemporaryDirectory(prefix="palier-coverage-") as folder:
        known = {**os.environ, "COVERAGE_FILE": str(Path(folder, "data"))}
        report = Path(folder, "report.json")
        for words in (["run", "-m", "pytest", "-m", QUICK, "-n", "2"], ["combine", "--quiet"]):
            if code := _coverage(words, known):
                return code
        if code := _coverage(["json", "--quiet", "-o", str(report)], known):
            return code
        _coverage(["report", "--show-missing", "--skip-covered"], known)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return 0 if _told(files) else 1


def _coverage(words: list[str], environment: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "coverage", *words], cwd=TREE, env=environment, check=False).returncode


def _told(files: dict[str, dict]) -> bool:
    reached = True
    left = dict(files)
    for name, target, packages in TARGETS:
        mine = {path for path in left if any(fnmatch.fnmatch(path, f"*palier/{package}/*") for package in packages)}
        totals = [left.pop(path)["summary"] for path in mine]
        of = sum(one["num_statements"] + one["num_branches"] for one in totals)
        seen = sum(one["covered_lines"] + one["covered_branches"] for one in totals)
        share = 100 * seen / of if of else 100.0
        print(f"{name} : {share:.1f} % des lignes et branches (cible : {target:.0f} %)")
        reached &= share >= target
    return reached


if __name__ == "__main__":
    sys.exit(main())
