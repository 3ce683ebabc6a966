"""What operators read agrees with the program: settings, commands, files of deploy/, links between pages."""

import re
import tomllib

from palier.config import cli
from palier.demo.people import PEOPLE
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


def slug(heading: str) -> str:
    """The anchor that forges make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_links_between_pages_lead_somewhere():
    broken = []
    for path in PAGES:
        for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)", text_of(path)):
            page = path.parent / target if target else path
            headings = map(slug, re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)) if page.is_file() else ()
            if not page.exists() or (anchor and anchor not in headings):
                broken.append(f"{name_of(path)} -> {target}#{anchor}")
    assert broken == []


def test_the_files_that_pages_name_exist():
    named = r"`((?:src|tests|docs|deploy|tools|bench|requirements)/[\w./*-]*)`"
    gone = [
        f"{name_of(path)}: {name}"
        for path in PAGES
        for name in re.findall(named, text_of(path))
        if not any(ROOT.glob(name.rstrip("/")))
    ]
    assert gone == []


def test_the_functions_that_how_to_pages_name_exist():
    """A name in backquotes with a capital or an underscore is one of the program or of its tests."""
    words = set(re.findall(r"\w+", "\n".join(map(text_of, [*python_files(SOURCES), *python_files(ROOT / "tests")]))))
    gone = [
        f"{name_of(path)}: {name}"
        for path in PAGES
        if "how-to" in path.parts
        for name in re.findall(r"`(\w+)`", text_of(path))
        if name not in words
    ]
    assert gone == []


def test_the_accounts_of_the_readme_are_those_of_the_demonstration():
    told = re.findall(r"^\| `(\S+@\S+)` \| ([^,|]+)", text_of(ROOT / "README.md"), re.MULTILINE)
    assert told == [(one.email, one.name) for one in PEOPLE]


def test_the_floors_of_the_architecture_page_are_those_of_the_contract():
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = [re.findall(r"palier\.(\w+)", layer) for layer in contracts[0]["layers"]]
    here = {path.parent.name for path in python_files(SOURCES) if path.parent.parent == SOURCES}
    page = text_of(ROOT / "ARCHITECTURE.md").split("\n## ")[1]
    floors = re.findall(r"^\| [^|]+ \| ((?:`[^`]+`,? ?)+) \|", page, re.MULTILINE)
    told = [re.findall(r"`(\w+)", floor) for floor in floors]
    assert [sorted(floor) for floor in told] == [sorted(here & set(layer)) for layer in layers]
