"""The lifecycles as a page to read: one diagram and two tables for each, made from the data the engine runs on."""

from collections.abc import Iterable, Sequence

from palier.access.grants import GRANTS, Verb
from palier.workflow.lifecycle import Guard, Lifecycle, Step

HEADER = """# Cycles de vie

Cette page est produite à partir des tables que le programme exécute (`lifecycle.py` de chaque étape) :
ne la modifiez pas à la main.
"""


def document(lifecycles: Iterable[Lifecycle]) -> str:
    """The whole page in Markdown; the same lifecycles always give the same text."""
    return "\n".join([HEADER, *(section(lifecycle) for lifecycle in lifecycles)])


def section(lifecycle: Lifecycle) -> str:
    """One lifecycle: its diagram, its states, its moves with who may make them and what they ask."""
    parts = [f"## {lifecycle.name}", _diagram(lifecycle), _states(lifecycle), _moves(lifecycle)]
    return "\n\n".join(parts) + "\n"


def _diagram(lifecycle: Lifecycle) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {state}' for state, label in lifecycle.states.choices]
    lines.append(f"    [*] --> {lifecycle.initial}")
    for step in lifecycle.steps.values():
        lines += [f"    {source} --> {step.target} : {step.label}" for source in step.sources]
    lines += [f"    {state} --> [*]" for state in lifecycle.states.values if state in lifecycle.finals]
    return "\n".join([*lines, "```"])


def _states(lifecycle: Lifecycle) -> str:
    rows = [(label, f"`{state}`", _role_of(lifecycle, state)) for state, label in lifecycle.states.choices]
    return _table(("État", "Code", "Place"), rows)


def _role_of(lifecycle: Lifecycle, state: str) -> str:
    if state == lifecycle.initial:
        return "initial"
    return "final" if state in lifecycle.finals else ""


def _moves(lifecycle: Lifecycle) -> str:
    rows = [
        (
            step.label,
            f"`{move}`",
            ", ".join(lifecycle.states(source).label for source in step.sources),
            lifecycle.states(step.target).label,
            _who(step.needs),
            _conditions(step),
        )
        for move, step in lifecycle.steps.items()
    ]
    return _table(("Action", "Code", "Depuis", "Vers", "Qui", "Conditions"), rows)


def _who(verb: Verb) -> str:
    return ", ".join(role.label for role, verbs in GRANTS.items() if verb in verbs)


def _conditions(step: Step) -> str:
    asked = [f"`{name}`" for name in step.asks]
    return " ; ".join(([f"demande {', '.join(asked)}"] if asked else []) + [_sentence(guard) for guard in step.guards])


def _sentence(guard: Guard) -> str:
    """What a guard promises: the first line of its docstring, or its name."""
    lines = (guard.__doc__ or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else f"`{getattr(guard, '__name__', 'guard')}`"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
