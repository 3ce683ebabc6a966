"""The real département 04, two circonscriptions, four invented sectors and the real addresses, through the services."""

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from django.conf import settings

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.kernel import clock
from palier.kernel.wording import counted
from palier.territory.boundaries import Kind, read_boundaries
from palier.territory.models import AddressRelease
from palier.territory.services import confirm_boundaries, load_addresses, load_place_kinds

LOADER = Actor(user_id=None, label="Chargement de la démonstration", mandates=frozenset({Role.ADMINISTRATOR}))
DATA = resources.files("palier.demo") / "data" / "territory"
ADDRESSES = "adresses_digne_manosque.csv.gz"
_BOUNDARIES = (
    (Kind.DEPARTMENT, "departement_04.geojson", False),
    (Kind.COMMUNE, "communes_04.geojson", False),
    (Kind.DISTRICT, "circonscriptions.geojson", False),
    (Kind.SECTOR, "secteurs_fictifs.geojson", True),
)


def load_territory(progress: Callable[[str], None] = lambda _: None) -> None:
    """Load the demonstration's ground, telling each step to `progress`; a second call changes nothing."""
    load_place_kinds()
    for kind, file_name, is_fictional in _BOUNDARIES:
        preview = read_boundaries((DATA / file_name).read_bytes(), kind=kind, file_name=file_name)
        if preview.refused:
            raise RuntimeError(f"{file_name}: {preview.refused[0].reason}")
        result = confirm_boundaries(actor=LOADER, preview=preview, now=clock.now(), is_fictional=is_fictional)
        if result.created or result.changed:
            added = counted(result.created, "contour ajouté", "contours ajoutés")
            progress(f"{file_name} : {added}, {counted(result.changed, 'modifié')}")
    _load_addresses(progress)
    _give_streets()


def _give_streets() -> None:
    """The schematic streets go where an operator would put a background of the streets."""
    target = settings.DATA_DIR / "fond" / "voies.geojson"
    content = (DATA / "voies_schematiques_digne_manosque.geojson").read_bytes()
    if not target.exists() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _load_addresses(progress: Callable[[str], None]) -> None:
    with resources.as_file(DATA / ADDRESSES) as path:
        if AddressRelease.objects.filter(digest=_digest(path)).exists():
            return
        release = load_addresses(actor=LOADER, path=path, now=clock.now())
        streets = counted(release.streets, "voie")
        progress(f"{ADDRESSES} : {counted(release.addresses, 'adresse')} dans {streets}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
