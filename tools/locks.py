"""Reading the lock files: names, versions and hashes."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)\s*(?:;\s*([^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Needed to build the package, never to run it.
BUILD_ONLY = {"editables", "hatchling", "pathspec", "pluggy", "trove-classifiers", "packaging"}


@dataclass
class Pin:
    """One locked package."""

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)


def read_lock(name: str) -> list[Pin]:
    """The packages of requirements/<name>.txt."""
    pins: list[Pin] = []
    for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if found := _PIN.match(line):
            marker = (found[3] or "").strip()
            pins.append(Pin(normal(found[1]), found[2], marker))
        elif found := _HASH.search(line):
            pins[-1].hashes.append(found[1])
    return pins


def normal(name: str) -> str:
    """A package's name as the packaging rules compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
