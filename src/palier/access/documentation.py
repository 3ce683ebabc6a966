"""Writes docs/access.md from the levels, the roles and the grants: `python -m palier.access.documentation`.

The page is what a security officer reviews, hence in French; a test fails when it no longer says what the tables say.
"""

import sys
from pathlib import Path

from palier.access.grants import GRANTS, MEANINGS, Verb
from palier.access.levels import Level
from palier.access.roles import MANDATE_ROLES, SEAT_ROLES, Role

PAGE = Path("docs/access.md")

_HEAD = """# Qui voit quoi, qui peut quoi
<!-- Page tirée du code par « make docs » : ne pas la modifier à la main. -->

Deux questions, une seule réponse à chacune. *Quelles lignes puis-je lire ?* `access/rows.py` répond, par une seule
expression, `Model.objects.visible_to(actor)`, pour une liste, une page, un compte, un export, un courriel ou un
document. *Que puis-je faire d’une ligne que je lis ?* La table des droits ci-dessous répond. Une ligne qu’on ne lit pas
répond 404, comme une ligne qui n’existe pas ; une ligne qu’on lit sans pouvoir agir répond 403, en français clair.
"""

_RULE = """## La règle de lecture

On siège dans des groupes (le siège y donne un rôle) ou l’on tient un mandat (un rôle sur un territoire ou sur le
service). Une ligne est lue si l’une de ces conditions est vraie, et si la ligne dont elle dépend est lue aussi :

1. son niveau est *{population}* et le lecteur a un siège, dans n’importe quel groupe ;
2. son niveau ne dépasse pas l’habilitation du lecteur **dans le groupe propriétaire** (elle n’est jamais générale) ;
3. son niveau est *{named}* et une organisation pour laquelle le lecteur parle est désignée, dans le groupe ou non ;
4. son niveau est au plus *{group}* et l’un des groupes du lecteur est associé à la ligne ;
5. son niveau est *{sealed}* et le tiroir lui a été ouvert par son nom, dans un groupe où il tient encore un siège de
   police. Aucun rôle n’ouvre un tiroir à lui seul, et son contenu ne se lit qu’à l’écran.

Sans siège, rien n’est lu : un mandat ouvre des chiffres, des réglages ou des journaux, jamais des lignes. Un siège est
sans effet tant que la charte en vigueur n’est pas signée, dès le jour du départ, pendant une suspension, et quand le
groupe est clos.
"""

_LIMITS = """## Ce que la règle ne peut pas seule

Une requête scellée (`SealedQuery`) refuse de devenir du SQL avant que le lecteur soit nommé : parcours, comptes,
`Exists`, `Subquery`, unions, lectures asynchrones et `.query` nu lèvent `Unscoped`. Trois passages restent ouverts par
nature, et sont tenus autrement :

- suivre la clé étrangère d’une ligne en main (`action.problem`) lit le parent sans redemander : l’enfant déclare son
  parent dans sa `Protection`, et n’est donc jamais plus ouvert que lui ;
- une jointure ou un compte fait depuis une table non scellée : le balayage des fuites et l’essai aux deux bases
  veillent ;
- `.unsealed("raison")`, pour les services et les tâches qui ne montrent rien : chaque emploi dit sa raison, et un essai
  l’écarte des écrans (`tests/access/test_side_doors.py`).
"""


def render() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, _levels(), _RULE.format(**{level.name.lower(): level.label for level in Level}), _roles()]
    parts += [_grants("Sièges : ce que peut un rôle tenu dans un groupe", SEAT_ROLES)]
    parts += [_grants("Mandats : ce que peut un rôle tenu hors des groupes", MANDATE_ROLES), _LIMITS]
    return "\n".join(parts)


def _levels() -> str:
    rows = [f"| `{level.name}` | {level.label} | {level.audience} |" for level in Level]
    head = _table("Code", "À l’écran", "Lecteurs")
    return "\n".join(["## Niveaux, du plus ouvert au plus fermé", "", *head, *rows, ""])


def _roles() -> str:
    rows = [
        f"| `{role.value}` | {role.label} | {_clearance(role)} | {'oui' if role.needs_second_factor else 'non'} |"
        for role in Role
    ]
    head = _table("Code", "À l’écran", "Lit, dans son groupe, jusqu’au niveau", "Second facteur obligatoire")
    return "\n".join(["## Rôles", "", *head, *rows, ""])


def _clearance(role: Role) -> str:
    return role.clearance.label if role.clearance else "aucune ligne"


def _grants(title: str, roles: tuple[Role, ...]) -> str:
    head = _table("Verbe", "Ce qu’il permet", *(role.label for role in roles))
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
            f"{PAGE} : {'à jour' if is_fresh else 'périmée, lancez python -m palier.access.documentation'}\n"
        )
        return 0 if is_fresh else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} : refaite\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
