"""What operators read agrees with the program: settings, commands, files of deploy/, links between pages."""

import re

from palier.config import cli
from tests.architecture.tree import ROOT, SOURCES, name_of, python_files, text_of, tracked

VARIABLE = re.compile(r"""["'](PALIER_[A-Z_]+)["']""")
# Laid by the program for its own children.
INTERNAL = {"PALIER_SUPERVISED"}
OPERATIONS = ROOT / "docs" / "operations"
PAGES = [path for path in tracked() if path.suffix == ".md"]


def test_every_setting_is_described_and_no_other():
    read = {name for path in python_files(SOURCES / "config") for name in VARIABLE.findall(text_of(path))} - INTERNAL
    read -= {"PALIER_TILES_URL", "PALIER_TILES_ATTRIBUTION"} - read
    described = set(re.findall(r"^\| `(PALIER_[A-Z_]+)`", text_of(OPERATIONS / "reglages.md"), re.MULTILINE))
    assert described == read


def test_the_example_of_environment_uses_settings_that_exist():
    described = text_of(OPERATIONS / "reglages.md")
    example = text_of(ROOT / "deploy" / "palier.env.example")
    assert [name for name in re.findall(r"^(PALIER_\w+)=", example, re.MULTILINE) if f"`{name}`" not in described] == []


def test_the_commands_that_pages_name_exist():
    known = {*cli.names(), "palier"}  # the shell function that installation.md defines
    named = set()
    for path in [*PAGES, *(path for path in tracked() if "deploy" in path.parts)]:
        named |= {
            (name_of(path), word) for word in re.findall(r"(?:[`/«] ?|^)palier ([a-z][a-z-]+)", text_of(path), re.M)
        }
    assert sorted((page, word) for page, word in named if word not in known) == []


def test_the_make_targets_that_pages_name_exist():
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        word for path in PAGES for word in re.findall(r"(?:`|« |^)make ([a-z][a-z-]*)", text_of(path), re.MULTILINE)
    }
    assert named - targets == set()


def test_links_between_pages_lead_somewhere():
    broken = []
    for path in PAGES:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text_of(path)):
            if not (path.parent / target).exists():
                broken.append(f"{name_of(path)} -> {target}")
    assert broken == []
