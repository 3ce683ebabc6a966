"""Writes docs/access.md from the levels, the roles and the grants: `python -m palier.access.documentation`.

The page is what a security officer reviews; a test fails when it no longer says what the tables say.
"""

import sys
from pathlib import Path

from palier.access.grants import GRANTS, MEANINGS, Verb
from palier.access.levels import Level
from palier.access.roles import MANDATE_ROLES, SEAT_ROLES, Role

PAGE = Path("docs/access.md")

_HEAD = """# Who reads what, who does what

Generated from `palier/access/levels.py`, `roles.py` and `grants.py` by `python -m palier.access.documentation`.
Do not edit: change the tables, then generate again.

Two questions, two answers, both in one place. *Which rows may I read?* is answered by `access/rows.py`: one
expression, `Model.objects.visible_to(actor)`, for every list, page, count, export, mail and document. *What may I do
to a row I read?* is answered by the table of grants below. A row one may not read answers 404, like a row that does
not exist; a row one reads but may not act upon answers 403, in plain French.
"""

_RULE = """## The reading rule

A reader sits in groups (a seat gives a role there) or holds mandates (a role over a territory or the service).
A row is read when one of these holds, and its parent, if it has one, is read as well:

1. its level is *{population}* and the reader has a seat in any group;
2. its level is at most the reader's clearance **in the group that owns the row** (clearance is never global);
3. its level is *{named}* and an organisation the reader speaks for is on the row's list, inside the group or not;
4. its level is *{group}* or below and one of the reader's groups is associated with it;
5. its level is *{sealed}* and its drawer was opened to the reader by name, in a group where the reader still holds a
   police seat. No role opens a drawer by itself, and what it holds is read on screen only.

Without a seat nothing is read: mandates open aggregates, settings or logs, never rows. Seats are void until the
charter in force is signed, from the day of departure, during a suspension, and once the group is closed.
"""

_LIMITS = """## What the rule cannot do alone

`SealedQuery` refuses to become SQL before a reader is named: iteration, counts, `Exists`, `Subquery`, unions,
asynchronous reads and a bare `.query` all raise `Unscoped`. Three ways remain open by nature, and are kept by other
means:

- following a foreign key of a row in hand (`action.problem`) reads the parent without asking again: a child declares
  its parent in its `Protection`, so that it is never more open than what it leads to;
- a join or a count made from a table that is not sealed (`Organisation.objects.annotate(Count("contacts"))`): not
  written outside `figures`, and watched by the leak sweep and the two-databases test;
- `.unsealed("reason")`, for services and jobs that show nothing: each use gives a reason, and an architecture test
  keeps it out of the screens.
"""


def render() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, _levels(), _RULE.format(**{level.name.lower(): level.label for level in Level}), _roles()]
    parts += [_grants("Seats: roles held in a group", SEAT_ROLES)]
    parts += [_grants("Mandates: roles held outside any group", MANDATE_ROLES), _LIMITS]
    return "\n".join(parts)


def _levels() -> str:
    rows = [f"| {level.value} | `{level.name}` | {level.label} | {level.audience} |" for level in Level]
    return "\n".join(
        ["## Levels, from the most open", "", *_table("Rank", "Code", "On screen", "Who reads"), *rows, ""]
    )


def _roles() -> str:
    rows = [
        f"| `{role.value}` | {role.label} | {_clearance(role)} | {'yes' if role.needs_second_factor else 'no'} |"
        for role in Role
    ]
    head = _table("Code", "On screen", "Reads, in its group, up to", "Second factor compulsory")
    return "\n".join(["## Roles", "", *head, *rows, ""])


def _clearance(role: Role) -> str:
    return role.clearance.label if role.clearance else "no row"


def _grants(title: str, roles: tuple[Role, ...]) -> str:
    head = _table("Verb", "What it allows", *(role.label for role in roles))
    rows = [
        f"| `{verb.value}` | {MEANINGS[verb]} | " + " | ".join("×" if verb in GRANTS[r] else "" for r in roles) + " |"
        for verb in Verb
        if any(verb in GRANTS[role] for role in roles)
    ]
    return "\n".join([f"## {title}", "", *head, *rows, ""])


def _table(*names: str) -> list[str]:
    return [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]


def main(arguments: list[str]) -> int:
    """Write the page under the current folder; with `--check`, only say whether it is up to date."""
    if "--check" in arguments:
        is_fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == render()
        sys.stdout.write(
            f"{PAGE}: {'up to date' if is_fresh else 'stale, run python -m palier.access.documentation'}\n"
        )
        return 0 if is_fresh else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
