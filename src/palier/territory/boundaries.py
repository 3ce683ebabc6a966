"""Reading a GeoJSON file of boundaries: what would be accepted, what is refused, why, and how to mend it.

Nothing is written here: `services.boundaries.confirm_boundaries` writes what the preview announced, all or nothing.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import shapely

from palier.geo.shapes import POLYGONS, BadShape, Shape, read_shape
from palier.kernel.text import holds_control, visible
from palier.territory.models import Commune, Department, District, Sector

MAX_MEGABYTES = 20
MAX_FEATURES = 40_000
MAX_SECTORS = 5_000  # each is held against those it touches
MAX_POPULATION = 100_000_000
MOST_COMPARED = 50_000  # pairs of sectors: a real map of the most sectors has half as many that touch
MOST_OVERLAPS = 20
LONGEST_REASON = 200


class Kind(StrEnum):
    """What a file draws."""

    DEPARTMENT = "department"
    COMMUNE = "commune"
    DISTRICT = "district"
    SECTOR = "sector"


LABELS = {
    Kind.DEPARTMENT: "Départements",
    Kind.COMMUNE: "Communes",
    Kind.DISTRICT: "Circonscriptions",
    Kind.SECTOR: "Secteurs",
}
_CODE = {
    Kind.DEPARTMENT: (re.compile(r"\d[\dAB]|97\d"), "deux chiffres, 2A, 2B ou 97x"),
    Kind.COMMUNE: (re.compile(r"\d[\dAB]\d{3}"), "code INSEE à cinq caractères, par exemple 04070"),
    Kind.DISTRICT: (re.compile(r"[A-Z0-9-]{1,10}"), "majuscules, chiffres et tirets, 10 au plus"),
    Kind.SECTOR: (re.compile(r"[A-Z0-9-]{1,20}"), "majuscules, chiffres et tirets, 20 au plus"),
}
_CODE_FIELDS = ("code", "code_insee", "insee", "insee_com", "insee_dep")
_NAME_FIELDS = ("nom", "name", "libelle", "nom_com", "nom_dep")
_DEPARTMENT_FIELDS = ("departement", "code_departement", "insee_dep", "department")
_DISTRICT_FIELDS = ("circonscription", "code_circonscription", "district")
_WGS84 = ("CRS84", "4326")


@dataclass(frozen=True, slots=True)
class RefusedFeature:
    """One thing refused: where (None = the whole file), which field, why, and how to mend it."""

    number: int | None
    field: str
    reason: str
    remedy: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """One boundary that would be written."""

    number: int
    code: str
    name: str
    parent: str
    shape: Shape | None
    population: int | None = None
    communes: tuple[str, ...] = ()
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. `digest` is that of the bytes read."""

    kind: Kind
    file_name: str
    digest: str
    accepted: tuple[Feature, ...] = ()
    refused: tuple[RefusedFeature, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def created(self) -> int:
        """How many accepted boundaries are new."""
        return sum(not feature.is_known for feature in self.accepted)

    @property
    def changed(self) -> int:
        """How many accepted boundaries already exist and would be rewritten."""
        return len(self.accepted) - self.created


class _Bad(Exception):
    def __init__(self, field_name: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        # A reason repeats what the file holds, which may be of any length.
        told = reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
        self.field, self.reason, self.remedy = field_name, visible(told), remedy


@dataclass(slots=True)
class _Known:
    """Codes already in the database, read once."""

    own: frozenset[str]
    parents: frozenset[str]
    communes: frozenset[str] = frozenset()
    seen: Counter[str] = field(default_factory=Counter)


_Drawn = tuple[Feature, Shape]


def read_boundaries(content: bytes, *, kind: Kind, file_name: str = "") -> Preview:
    """The preview of a GeoJSON file: every feature is either accepted or refused with its reason."""
    preview = Preview(kind, file_name, hashlib.sha256(content).hexdigest())
    try:
        features = _features_of(content, kind)
    except _Bad as bad:
        return replace(preview, refused=(RefusedFeature(None, bad.field, bad.reason, bad.remedy),))
    known = _known(kind)
    accepted: list[Feature] = []
    refused: list[RefusedFeature] = []
    for number, raw in enumerate(features, start=1):
        try:
            accepted.append(_read_feature(number, raw, kind, known))
        except _Bad as bad:
            refused.append(RefusedFeature(number, bad.field, bad.reason, bad.remedy, _label_of(raw)))
    return replace(preview, accepted=tuple(accepted), refused=tuple(refused), warnings=_overlaps(kind, accepted))


def refusal_of(content: bytes, *, kind: Kind) -> str:
    """Why nothing of this file can be read, and how to mend it; nothing when its features can be looked at."""
    try:
        _features_of(content, kind)
    except _Bad as bad:
        return f"{bad.reason} {bad.remedy}"
    return ""


def _features_of(content: bytes, kind_read: Kind) -> list[Any]:
    if not content.strip():
        raise _Bad("fichier", "Le fichier est vide.", "Envoyez un fichier GeoJSON avec au moins un contour.")
    if len(content) > MAX_MEGABYTES * 1_000_000:
        size = len(content) / 1_000_000
        raise _Bad(
            "fichier",
            f"Le fichier fait {size:.0f} Mo, la limite est de {MAX_MEGABYTES} Mo.",
            "Simplifiez les contours ou découpez le fichier par département.",
        )
    document = _parsed(content)
    _check_reference_system(document)
    kind = document.get("type")
    features = [document] if kind == "Feature" else document.get("features")
    if kind not in ("Feature", "FeatureCollection") or not isinstance(features, list):
        raise _Bad(
            "type",
            f"Le fichier est de type « {kind} », pas « FeatureCollection ».",
            "Exportez la couche entière au format GeoJSON.",
        )
    if not features:
        raise _Bad("features", "Le fichier ne contient aucun contour.", "Vérifiez l’export : la liste est vide.")
    most = MAX_SECTORS if kind_read is Kind.SECTOR else MAX_FEATURES
    if len(features) > most:
        raise _Bad("features", f"Le fichier a plus de {most} contours.", "Découpez-le par département.")
    return features


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise _Bad(
            "fichier", f"Ligne {line} : le texte n’est pas en UTF-8.", "Enregistrez le fichier en UTF-8."
        ) from problem
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits is a plain ValueError
        where = "Ce"
        if isinstance(problem, json.JSONDecodeError):
            where = f"Ligne {problem.lineno}, colonne {problem.colno} : ce"
        raise _Bad(
            "fichier", f"{where} n’est pas du JSON.", "Envoyez un export GeoJSON, pas un ZIP ni un SHP."
        ) from problem
    if not isinstance(document, dict):
        raise _Bad("type", "Le fichier n’est pas un objet GeoJSON.", "Exportez la couche au format GeoJSON.")
    return document


def _check_reference_system(document: dict[str, Any]) -> None:
    crs = document.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else str(crs)
    if not name.endswith(_WGS84):
        raise _Bad(
            "crs",
            f"Le système de coordonnées annoncé est « {name} ».",
            "Exportez en WGS 84 (EPSG:4326, longitude et latitude en degrés).",
        )


def _known(kind: Kind) -> _Known:
    departments = frozenset(Department.objects.values_list("code", flat=True))
    districts = frozenset(District.objects.values_list("code", flat=True))
    communes = frozenset(Commune.objects.values_list("insee", flat=True))
    if kind is Kind.DEPARTMENT:
        return _Known(departments, frozenset())
    if kind is Kind.COMMUNE:
        return _Known(communes, departments)
    if kind is Kind.DISTRICT:
        return _Known(districts, departments, communes)
    return _Known(frozenset(Sector.objects.values_list("code", flat=True)), districts)


def _read_feature(number: int, raw: object, kind: Kind, known: _Known) -> Feature:
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        raise _Bad("type", "L’élément n’est pas un « Feature ».", "Exportez la couche au format GeoJSON.")
    properties = raw.get("properties")
    if not isinstance(properties, dict):
        raise _Bad("properties", "L’élément n’a pas d’attributs.", "Ajoutez au moins un code et un nom.")
    columns = {str(key).lower(): value for key, value in properties.items()}
    code = _code(columns, kind, known)
    communes = _communes(columns, kind, known)
    return Feature(
        number=number,
        code=code,
        name=_text(columns, _NAME_FIELDS, "nom", 100),
        parent=_parent(columns, code, kind, known),
        shape=_shape(raw.get("geometry"), is_optional=bool(communes)),
        population=_population(columns),
        communes=communes,
        is_known=code in known.own,
    )


def _other(code: str) -> str:
    """What the file seems to hold, when its codes are those of the departments or of the communes."""
    alike = [kind for kind in (Kind.DEPARTMENT, Kind.COMMUNE) if _CODE[kind][0].fullmatch(code)]
    return f" Si ce sont des {LABELS[alike[0]].lower()}, dites-le à l’envoi." if alike else ""


def _code(columns: dict[str, Any], kind: Kind, known: _Known) -> str:
    code = _text(columns, _CODE_FIELDS, "code", 20).upper()
    pattern, form = _CODE[kind]
    if not pattern.fullmatch(code):
        raise _Bad("code", f"Le code « {code} » n’a pas la forme attendue.", f"Forme attendue : {form}.{_other(code)}")
    known.seen[code] += 1
    if known.seen[code] > 1:
        raise _Bad("code", f"Le code « {code} » est déjà dans ce fichier.", "Gardez un seul contour par code.")
    return code


def _text(columns: dict[str, Any], names: tuple[str, ...], label: str, limit: int) -> str:
    value = next((columns[name] for name in names if columns.get(name) not in (None, "")), None)
    text = " ".join(str(value).split()) if value is not None else ""
    if not text:
        raise _Bad(label, f"Le {label} manque.", f"Ajoutez un attribut « {names[0]} ».")
    if holds_control(text):
        raise _Bad(label, f"Le {label} contient un caractère invisible (de contrôle).", "Retapez-le.")
    if len(text) > limit:
        raise _Bad(label, f"Le {label} a {len(text)} caractères, {limit} au plus.", "Raccourcissez-le.")
    return text


def _parent(columns: dict[str, Any], code: str, kind: Kind, known: _Known) -> str:
    if kind is Kind.DEPARTMENT:
        return ""
    names = _DISTRICT_FIELDS if kind is Kind.SECTOR else _DEPARTMENT_FIELDS
    given = next((str(columns[name]).strip() for name in names if columns.get(name)), "")
    if not given and kind is Kind.COMMUNE:
        given = code[:3] if code.startswith("97") else code[:2]
    if not given and len(known.parents) == 1:
        given = next(iter(known.parents))
    if given not in known.parents:
        above = "circonscription" if kind is Kind.SECTOR else "département"
        known_list = ", ".join(sorted(known.parents)[:8]) or "aucun"
        raise _Bad(
            names[0],
            f"Le rattachement « {given} » est inconnu." if given else "Le rattachement manque.",
            f"Indiquez un code de {above} déjà chargé (connus : {known_list}).",
        )
    return given


def _communes(columns: dict[str, Any], kind: Kind, known: _Known) -> tuple[str, ...]:
    value = columns.get("communes")
    if kind is not Kind.DISTRICT or not value:
        return ()
    codes = [str(code).strip() for code in (value if isinstance(value, list) else re.split(r"[\s,;]+", str(value)))]
    missing = [code for code in codes if code and code not in known.communes]
    if missing:
        raise _Bad(
            "communes",
            f"Communes inconnues : {', '.join(missing[:5])}.",
            "Chargez d’abord les communes, ou corrigez les codes INSEE.",
        )
    return tuple(code for code in codes if code)


def _population(columns: dict[str, Any]) -> int | None:
    value = columns.get("population")
    if value in (None, ""):
        return None
    digits = str(value)
    is_number = not isinstance(value, bool) and digits.isdecimal() and len(digits) <= len(str(MAX_POPULATION))
    if not is_number or int(digits) > MAX_POPULATION:
        raise _Bad("population", f"La population « {value} » n’est pas un nombre entier.", "Corrigez ou retirez-la.")
    return int(digits)


def _shape(geojson: object, *, is_optional: bool) -> Shape | None:
    if geojson is None and is_optional:
        return None
    try:
        return read_shape(geojson, POLYGONS)
    except BadShape as bad:
        raise _Bad("geometry", bad.reason, bad.remedy) from bad


def _label_of(raw: object) -> str:
    columns = raw.get("properties") if isinstance(raw, dict) else None
    if not isinstance(columns, dict):
        return ""
    lowered = {str(key).lower(): value for key, value in columns.items()}
    return visible(" ".join(str(lowered[name])[:60] for name in ("code", "nom", "name") if lowered.get(name)))


def _overlaps(kind: Kind, accepted: list[Feature]) -> tuple[str, ...]:
    """Sectors of the file that cover each other: allowed, but a report would always ask which."""
    if kind is not Kind.SECTOR:
        return ()
    drawn = [(feature, feature.shape) for feature in accepted if feature.shape is not None]
    found: list[str] = []
    for compared, (one, other) in enumerate(_touching(drawn)):
        if compared == MOST_COMPARED or len(found) == MOST_OVERLAPS:
            return (*found, "Les autres recouvrements ne sont pas cherchés. Corrigez le fichier, puis recommencez.")
        (first, shape), (second, second_shape) = one, other
        if shape.intersection(second_shape).area > 0.01 * min(shape.area, second_shape.area):
            found.append(f"Les secteurs {first.code} et {second.code} se recouvrent.")
    return tuple(found)


def _touching(drawn: list[_Drawn]) -> Iterator[tuple[_Drawn, _Drawn]]:
    """Each pair once, in the order of the file; one sector at a time, so that they may be many."""
    tree = shapely.STRtree([shape for _, shape in drawn])
    for rank, one in enumerate(drawn):
        near = tree.query(one[1], predicate="intersects")
        yield from ((one, drawn[other]) for other in sorted(near[near > rank].tolist()))
