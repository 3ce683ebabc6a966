"""Loading the address base: read the whole file first, then write it in one transaction, all or nothing."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.territory.address_files import BadLine, Row, read_rows
from palier.territory.models import ATTRIBUTION, Address, AddressRelease, Street

BATCH = 5_000
MOST_ERRORS = 20
Progress = Callable[[int, int], None]
StreetKey = tuple[str, str, str]


@dataclass(slots=True)
class _Found:
    """A street met while reading: its commune's name, and the mean of its points."""

    commune: str
    latitude: float = 0.0
    longitude: float = 0.0
    points: int = 0


def load_addresses(
    *, actor: Actor, path: Path, now: datetime, progress: Progress | None = None, attribution: str = ATTRIBUTION
) -> AddressRelease:
    """Replace the addresses of every commune named in the file by those of the file.

    Nothing is written unless every line can be read; `progress(done, lines)` is called now and then. The same
    file loaded twice leaves the same addresses.
    """
    require(actor, Verb.TERRITORY_EDIT)
    streets, lines = _survey(path)
    with transaction.atomic():
        _clear({insee for insee, _, _ in streets})
        ids = _write_streets(streets)
        _write_addresses(path, ids, lines, progress)
        release = AddressRelease.objects.create(
            file_name=path.name[:200],
            digest=_digest(path),
            attribution=attribution,
            streets=Street.objects.count(),
            addresses=Address.objects.count(),
            loaded_at=now,
        )
        subject = Subject("addresses", release.pk, f"Adresses : {release.file_name}", None, Level.POPULATION)
        payload = {"digest": release.digest, "lines": lines, "addresses": release.addresses}
        record_event(Event.ADDRESSES_IMPORT, actor=actor, at=now, subject=subject, payload=payload)
    return release


def _survey(path: Path) -> tuple[dict[StreetKey, _Found], int]:
    streets: dict[StreetKey, _Found] = {}
    errors: list[str] = []
    lines = 0
    for _, row in read_rows(path):
        lines += 1
        if isinstance(row, BadLine):
            errors.append(str(row))
            if len(errors) == MOST_ERRORS:
                errors.append("(La lecture s’est arrêtée là.)")
                break
            continue
        found = streets.setdefault((row.insee, row.street, row.postcode), _Found(row.commune))
        if row.latitude is not None and row.longitude is not None:
            found.latitude += row.latitude
            found.longitude += row.longitude
            found.points += 1
    if errors:
        raise Refused("Rien n’a été chargé. Corrigez ces lignes puis recommencez :\n" + "\n".join(errors), field="file")
    if not lines:
        raise Refused("Le fichier n’a aucune adresse sous sa ligne d’en-tête.", field="file")
    return streets, lines


def _clear(communes: Iterable[str]) -> None:
    codes = sorted(communes)
    for start in range(0, len(codes), 500):
        some = codes[start : start + 500]
        Address.objects.filter(street__insee__in=some).delete()
        Street.objects.filter(insee__in=some).delete()


def _write_streets(streets: dict[StreetKey, _Found]) -> dict[StreetKey, int]:
    rows = (
        Street(
            insee=insee,
            name=name,
            postcode=postcode,
            commune=found.commune,
            latitude=found.latitude / found.points if found.points else None,
            longitude=found.longitude / found.points if found.points else None,
        )
        for (insee, name, postcode), found in streets.items()
    )
    ids: dict[StreetKey, int] = {}
    while batch := list(islice(rows, BATCH)):
        for street in Street.objects.bulk_create(batch):
            ids[(street.insee, street.name, street.postcode)] = street.pk
    return ids


def _write_addresses(path: Path, ids: dict[StreetKey, int], lines: int, progress: Progress | None) -> None:
    rows = (row for _, row in read_rows(path) if isinstance(row, Row))
    done = 0
    while batch := list(islice(rows, BATCH)):
        numbered = [
            Address(
                street_id=ids[(row.insee, row.street, row.postcode)],
                number=row.number,
                suffix=row.suffix,
                latitude=row.latitude,
                longitude=row.longitude,
                precision=row.precision,
            )
            for row in batch
            if row.number is not None
        ]
        # The BAN lists one line per position of a same door: the first is kept.
        Address.objects.bulk_create(numbered, ignore_conflicts=True)
        done += len(batch)
        if progress:
            progress(done, lines)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
