"""The pages of documentation drawn from others: access, lifecycles, list of decisions. A test fails when stale."""

import os
from collections.abc import Iterator
from importlib import import_module

import django

from tools.locks import ROOT
from tools.pages import write

NOTE = "<!-- Page tirée du code par « make docs » : ne pas la modifier à la main. -->"
LIVES = ("reports", "problems", "actions", "meetings")


def pages() -> dict[str, str]:
    """Path from the root -> content, as it should be now."""
    from palier.access.documentation import render

    return {"docs/access.md": render(), "docs/lifecycles.md": lifecycles(), "docs/adr/README.md": decisions()}


def lifecycles() -> str:
    """The states and moves of each record, as a diagram and a table."""
    lines = ["# Cycles de vie", NOTE]
    for package in LIVES:
        for life in _lives(package):
            lines += [f"\n## {life.name}\n", "```mermaid", "stateDiagram-v2", f"    [*] --> {life.initial}"]
            for step in life.steps.values():
                lines += [f"    {source} --> {step.target}: {step.label}" for source in step.sources]
            lines += [f"    {state} --> [*]" for state in sorted(life.finals)]
            lines += ["```\n", "| État | À l’écran |", "|---|---|"]
            lines += [f"| `{value}` | {label} |" for value, label in life.states.choices]
            lines += ["\n| Geste | De | Vers | Verbe | Conditions | Entrée de journal |", "|---|---|---|---|---|---|"]
            lines += [_row(step) for step in life.steps.values()]
    return "\n".join(lines) + "\n"


def decisions() -> str:
    """The decision records, each with its title and its status."""
    lines = ["# Decisions\n", "Why the house is as it is: one page per decision that binds.\n"]
    lines += ["| Decision | Status |", "|---|---|"]
    for path in sorted((ROOT / "docs/adr").glob("0*.md")):
        title, _, *rest = path.read_text(encoding="utf-8").splitlines()
        status = next(line.removeprefix("Status: ") for line in rest if line.startswith("Status: "))
        lines.append(f"| [{title.removeprefix('# ')}]({path.name}) | {status} |")
    return "\n".join(lines) + "\n"


def _lives(package: str) -> Iterator[object]:
    from palier.workflow.lifecycle import Lifecycle

    module = import_module(f"palier.cycle.{package}.lifecycle")
    yield from (value for value in vars(module).values() if isinstance(value, Lifecycle))


def _row(step: object) -> str:
    guards = ", ".join(f"`{guard.__name__}`" for guard in step.guards)
    asks = ", ".join(f"`{name}`" for name in step.asks)
    conditions = " ; ".join(part for part in (guards, f"demande {asks}" if asks else "") if part)
    sources = ", ".join(f"`{source}`" for source in step.sources)
    return f"| {step.label} | {sources} | `{step.target}` | `{step.needs}` | {conditions} | `{step.event}` |"


def main() -> None:
    """Write the pages that changed, and say of each what became of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
    django.setup()
    for name, text in pages().items():
        print(write(ROOT / name, text))


if __name__ == "__main__":
    main()
