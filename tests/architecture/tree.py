"""The files of the project, for the tests that read them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "palier"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps or would keep."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def python_files(folder: Path = SOURCES) -> list[Path]:
    """The Python files under `folder`, migrations left out."""
    return [
        path for path in tracked() if path.suffix == ".py" and folder in path.parents and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """The HTML and text templates of the program."""
    return [path for path in tracked() if SOURCES in path.parents and "templates" in path.parts]


def name_of(path: Path) -> str:
    """A path as people name it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """The content of a text file."""
    return path.read_text(encoding="utf-8", errors="replace")
