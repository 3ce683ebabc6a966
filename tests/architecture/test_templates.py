"""Templates: each is used, no page writes the design system's classes by hand, none holds a script or a style.

Free in pages: the grid, and what dresses a word (a link, a lead paragraph, words for screen readers only). Anything
else has its component; an exception carries its reason on a line `{# raw: … #}`.
"""

import re
from pathlib import Path

from tests.architecture.tree import SOURCES, name_of, python_files, templates, text_of

FREE = re.compile(r"^fr-(container(--fluid)?|grid-row(--[a-z-]+)?|col(-[a-z0-9-]+)?|link|sr-only|text--[a-z]+)$")
REASON = re.compile(r"\{# raw: \S.{10,} #\}")
CLASSES = re.compile(r"""\bclass=(?P<quote>["'])(?P<names>.*?)(?P=quote)""", re.DOTALL)
TAGS = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
# The storeys below the pages: components and form fields draw the design system, the shell frames every page and
# answers errors; the others replace a library's own templates.
BELOW = {"components", "forms", "shell", "errors", "django", "dsfr", "widget_tweaks", "allauth"}
# Frameworks look these up themselves, by name.
FOUND_BY_NAME = re.compile(
    r"^(account|mfa|socialaccount|usersessions|allauth|dsfr|django|widget_tweaks|4[0-9][0-9]|500)\b"
)


def inside(path: Path) -> str:
    """A template's name as the program asks for it."""
    parts = path.parts
    return "/".join(parts[parts.index("templates", parts.index("palier")) + 1 :])


def test_pages_use_components_not_raw_classes():
    raw = []
    for path in templates():
        if inside(path).split("/")[0] in BELOW or path.suffix != ".html" or SOURCES / "web" not in path.parents:
            continue
        if REASON.search(text_of(path)):
            continue
        for found in CLASSES.finditer(TAGS.sub(" ", text_of(path))):
            wrong = [name for name in found["names"].split() if name.startswith("fr-") and not FREE.match(name)]
            raw += [f"{name_of(path)}: {name}" for name in wrong]
    assert raw == []


def test_no_template_holds_script_or_style():
    found = []
    for path in templates():
        if path.suffix != ".html" or SOURCES / "web" not in path.parents:
            continue
        text = text_of(path)
        if re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)|<style\b|\sstyle=|\son[a-z]+=", text):
            found.append(name_of(path))
    assert found == []


def test_every_template_is_used():
    words = "\n".join(text_of(path) for path in python_files()) + "\n".join(map(text_of, templates()))
    # Named by their folder: f"mails/{name}.html", or a folder that is listed.
    folders = tuple(re.findall(r"""["']([a-z_/]+/)\{""", words)) + tuple(
        re.findall(r"""["']([a-z_]+/samples)["'/]""", words)
    )
    names = [inside(path) for path in templates()]
    unused = [
        name
        for name in names
        if not FOUND_BY_NAME.match(name)
        and not name.startswith(folders)
        and name not in words
        and name.rsplit(".", 1)[0] not in words
    ]
    assert unused == []
