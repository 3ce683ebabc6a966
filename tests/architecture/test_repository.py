"""What the repository may not hold: addresses of registries, paths of a machine, unfinished work, strange packages."""

import json
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from tools import generated_docs, notices
from tools.locks import BUILD_ONLY, normal, read_lock
from tools.sbom import bill

from tests.architecture.tree import ROOT, SOURCES, name_of, text_of, tracked

# Cut in two, so that this file does not find itself.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npm" + "js", "index" + "-url =", "crates" + ".io")
MACHINE = re.compile(r"(?<![\w.$}])/(?:home|root|Users|work|tmp/wt)/[\w.]")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|NotImplemented" + r"Error)\b")
PROGRAM = {".py", ".html", ".js", ".mjs", ".css", ".toml", ".svg"}
ORIGIN = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(https?:)?//(?!127\.0\.0\.1|localhost)""")
BANNED = {
    "django-rules",
    "rules",
    "django-cotton",
    "django-components",
    "django-guardian",
    "celery",
    "redis",
    "selenium",
}
TEXTS = [
    path
    for path in tracked()
    if path.suffix in PROGRAM | {".md", ".txt", ".yml", ".yaml", ".sh", ".cfg", ".conf", ".service", ""}
    and "vendor" not in path.parts
    and path.stat().st_size < 2_000_000
]


def where(pattern: re.Pattern[str], paths=TEXTS) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_address_of_a_registry():
    assert where(re.compile("|".join(map(re.escape, REGISTRIES)))) == []


def test_no_path_of_a_machine():
    assert where(MACHINE) == []


def test_no_unfinished_work():
    assert where(UNFINISHED, [path for path in TEXTS if path.suffix in PROGRAM]) == []


def test_the_program_names_no_outside_address_to_load():
    shipped = [path for path in TEXTS if SOURCES in path.parents and path.suffix in {".html", ".css", ".js", ".mjs"}]
    loaded = [line for line in where(ORIGIN, shipped) if "<a " not in line and "xmlns" not in line]
    assert loaded == []


def test_the_locks_hold_hashes_and_the_development_lock_holds_the_base():
    base, dev = {pin.name: pin for pin in read_lock("base")}, {pin.name: pin for pin in read_lock("dev")}
    assert all(pin.hashes for pin in (*base.values(), *dev.values()))
    assert {name: pin.version for name, pin in base.items()} == {name: dev[name].version for name in base}
    assert not (ROOT / "uv.lock").exists()


def test_every_dependency_is_locked_and_none_is_banned():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    groups = project["dependency-groups"]
    asked = [*project["project"]["dependencies"], *groups["build"], *groups["dev"]]
    names = {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in asked}
    locked = {pin.name for pin in read_lock("dev")}
    assert names <= locked
    assert not locked & BANNED


def test_what_the_lock_calls_build_only_is_not_asked_by_the_product():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert not {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in project["dependencies"]} & BUILD_ONLY


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_model_is_in_the_glossary():
    glossary = text_of(ROOT / "docs" / "glossary.md")
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("palier.")]
    assert [name for name in ours if f"`{name}`" not in glossary] == []


@pytest.mark.parametrize("name", ["docs/access.md", "docs/lifecycles.md"])
def test_generated_pages_are_fresh(name):
    assert text_of(ROOT / name) == generated_docs.pages()[name], "run « make docs »"


def test_the_notices_are_fresh():
    assert text_of(ROOT / "THIRD_PARTY_NOTICES.md") == notices.text(), "run « make notices »"


def test_what_comes_from_elsewhere_is_declared_with_its_terms():
    declared = notices.vendored()
    assert all((ROOT / asset["path"] / asset["terms"]).is_file() for asset in declared)
    folders = {asset["path"] for asset in declared}
    foreign = [path for path in tracked() if path.suffix in {".woff2", ".ttf", ".otf"} or "vendor" in path.parts]
    assert [name_of(path) for path in foreign if not any(name_of(path).startswith(folder) for folder in folders)] == []


def test_the_bill_of_materials_names_every_package():
    content = json.loads(json.dumps(bill()))
    named = {part["name"] for part in content["components"]}
    assert content["bomFormat"] == "CycloneDX"
    assert {pin.name for pin in read_lock("base")} - BUILD_ONLY <= named
    assert {asset["name"] for asset in notices.vendored()} <= named


def test_the_import_contracts_hold():
    words = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    kept = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert kept.returncode == 0, kept.stdout + kept.stderr


def test_publiccode_says_what_the_project_says():
    said = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert said["publiccodeYmlVersion"] == "0.4"
    assert said["softwareVersion"] == project["version"]
    assert said["legal"]["license"] == project["license"] == "MPL-2.0"
    required = {"name", "releaseDate", "platforms", "categories", "developmentStatus", "softwareType", "description"}
    assert required | {"legal", "maintenance", "localisation"} <= set(said)
    french = said["description"]["fr"]
    assert len(french["shortDescription"]) <= 150
    assert 150 <= len(french["longDescription"]) <= 10_000
    assert french["features"]
