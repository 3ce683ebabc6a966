"""The pages of documentation drawn from the code: docs/access.md and docs/lifecycles.md. A test fails when stale."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
NOTE = "<!-- Page tirée du code par « make docs » : ne pas la modifier à la main. -->"
LIVES = ("reports", "problems", "actions", "meetings")


def pages() -> dict[str, str]:
    """Path from the root -> content, as it should be now."""
    return {"docs/access.md": access(), "docs/lifecycles.md": lifecycles()}


def access() -> str:
    """Who reads what, and who may do what."""
    from palier.access.grants import GRANTS, Verb
    from palier.access.levels import Level
    from palier.access.roles import Role

    lines = [
        "# Qui voit quoi, qui peut quoi",
        NOTE,
        "\n## Niveaux de confidentialité\n",
        "Une ligne porte un niveau. Chacun lit jusqu’à son habilitation **dans ce groupe**, et là seulement.\n",
        "| Niveau | Lecteurs |",
        "|---|---|",
        *(f"| {level.label} | {level.audience} |" for level in Level),
        "\n## Habilitation de chaque rôle\n",
        "| Rôle | Lit dans son groupe jusqu’au niveau | Second facteur |",
        "|---|---|---|",
        *(f"| {role.label} | {_clearance(role)} | {'oui' if role.needs_second_factor else 'non'} |" for role in Role),
        "\nLe niveau *Scellé* n’est donné par aucun rôle : il faut être nommé pour chaque tiroir.",
        "\n## Ce que chaque rôle peut faire\n",
        "| Verbe | " + " | ".join(role.label for role in Role) + " |",
        "|---|" + ":-:|" * len(Role),
        *(f"| `{verb}` | " + " | ".join("●" if verb in GRANTS[role] else "" for role in Role) + " |" for verb in Verb),
    ]
    return "\n".join(lines) + "\n"


def _clearance(role: object) -> str:
    level = getattr(role, "clearance", None)
    return level.label if level else "— (aucune ligne)"


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
    """Write the pages that changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
    django.setup()
    for name, text in pages().items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"{name} : refaite.")


if __name__ == "__main__":
    main()
