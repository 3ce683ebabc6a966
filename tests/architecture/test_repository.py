"""What the repository may not hold: addresses of registries, paths of a machine, unfinished work, strange packages."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.apps import apps
from django.core.management import call_command
from tools import generated_docs, notices
from tools.locks import BUILD_ONLY, normal, read_lock
from tools.sbom import bill

from tests.architecture.tree import ROOT, SOURCES, name_of, python_files, text_of, tracked

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


def project() -> dict[str, Any]:
    return tomllib.loads(text_of(ROOT / "pyproject.toml"))


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
    groups = project()["dependency-groups"]
    asked = [*project()["project"]["dependencies"], *groups["build"], *groups["dev"]]
    names = {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in asked}
    locked = {pin.name for pin in read_lock("dev")}
    assert names <= locked
    assert not locked & BANNED


def imported_by(path: Path) -> set[str]:
    """The top packages that a file imports."""
    nodes = list(ast.walk(ast.parse(text_of(path))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in whole | parts}


def test_what_the_product_imports_it_asks_for_itself():
    """Not by way of what another package happens to need: that package may change its mind."""
    asked = {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in project()["project"]["dependencies"]}
    homes = packages_distributions()
    foreign = set().union(*map(imported_by, python_files())) - set(sys.stdlib_module_names) - {"palier"}
    assert {name for name in foreign if not asked & {normal(home) for home in homes[name]}} == set()


def test_what_the_lock_calls_build_only_is_not_asked_by_the_product():
    asked = project()["project"]["dependencies"]
    assert not {normal(re.split(r"[\[<>=~! ]", line)[0]) for line in asked} & BUILD_ONLY


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_model_is_in_the_glossary():
    glossary = text_of(ROOT / "docs" / "glossary.md")
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("palier.")]
    assert [name for name in ours if f"`{name}`" not in glossary] == []


@pytest.mark.parametrize("name", ["docs/access.md", "docs/lifecycles.md", "docs/adr/README.md"])
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
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(json.dumps(content)) is None


def test_every_make_target_is_told_and_none_is_taken_for_a_file():
    makefile = text_of(ROOT / "Makefile")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    told = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets == told
    assert set(phony[1].split()) == set(targets)


def test_the_import_contracts_hold():
    words = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    kept = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert kept.returncode == 0, kept.stdout + kept.stderr


def test_publiccode_says_what_the_project_says():
    said = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    ours = project()["project"]
    assert said["publiccodeYmlVersion"] == "0.4"
    assert said["softwareVersion"] == ours["version"]
    assert said["legal"]["license"] == ours["license"] == "MPL-2.0"
    required = {"name", "releaseDate", "platforms", "categories", "developmentStatus", "softwareType", "description"}
    assert required | {"legal", "maintenance", "localisation"} <= set(said)
    french = said["description"]["fr"]
    assert len(french["shortDescription"]) <= 150
    assert 150 <= len(french["longDescription"]) <= 10_000
    assert french["features"]
