"""THIRD_PARTY_NOTICES.md: what is shipped and comes from elsewhere, with its licence: `make notices`."""

import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tools.locks import BUILD_ONLY, ROOT, read_lock
from tools.pages import write

OUTPUT = ROOT / "THIRD_PARTY_NOTICES.md"
VENDORED = ROOT / "tools" / "vendored.toml"
_CLASSIFIER = "License :: "


def text() -> str:
    """The page as it should be now."""
    rows = [pin for pin in read_lock("base") if pin.name not in BUILD_ONLY]
    lines = [
        "# Ce qui vient d’ailleurs",
        "<!-- Page refaite par « make notices » : ne pas la modifier à la main. -->",
        "",
        "Palier est sous licence MPL-2.0. Il est livré avec, ou installe, ce qui suit ; chaque paquet installé garde",
        "le texte de sa licence dans `.venv`.",
        "",
        "## Livré dans les sources",
        "",
        "| Quoi | Version | Licence | Où, et texte de la licence |",
        "|---|---|---|---|",
        *(
            f"| {asset['name']} | {asset['version']} | {asset['licence']} | `{asset['path']}/{asset['terms']}` |"
            for asset in vendored()
        ),
        "",
        "## Installé par `make install`",
        "",
        "| Paquet | Version | Licence |",
        "|---|---|---|",
        *(f"| {pin.name} | {pin.version} | {licence_of(pin.name) or _elsewhere(pin.marker)} |" for pin in rows),
    ]
    return "\n".join(lines) + "\n"


def _elsewhere(marker: str) -> str:
    return f"non installé ici ({marker})" if marker else "à préciser"


def licence_of(name: str) -> str:
    """The licence of an installed package, as it declares it; empty when it is not installed here."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    return _declared(found)


def _declared(found: Distribution) -> str:
    meta = found.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rsplit(" :: ", 1)[-1] for line in meta.get_all("Classifier") or () if line.startswith(_CLASSIFIER)
    ]
    if classifiers:
        return ", ".join(sorted(classifiers))
    return str(meta.get("License") or "").strip().splitlines()[0] if meta.get("License") else "à préciser"


def vendored() -> list[dict[str, str]]:
    """What the sources themselves hold from elsewhere, from tools/vendored.toml."""
    return list(tomllib.loads(VENDORED.read_text(encoding="utf-8"))["asset"])


def main() -> None:
    """Write the page if it changed."""
    print(write(OUTPUT, text()))


if __name__ == "__main__":
    main()
