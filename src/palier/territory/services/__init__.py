"""Every write of the territory, one public function per verb."""

from palier.territory.services.addresses import load_addresses
from palier.territory.services.boundaries import Imported, assign_communes, confirm_boundaries
from palier.territory.services.kinds import (
    create_place_kind,
    deprecate_place_kind,
    load_place_kinds,
    rename_place_kind,
    restore_place_kind,
)
from palier.territory.services.pending import (
    confirm_pending,
    drop_pending,
    keep_boundaries,
    preview_of,
    purge_pending,
)
from palier.territory.services.places import Position, change_place, create_place

__all__ = [
    "Imported",
    "Position",
    "assign_communes",
    "change_place",
    "confirm_boundaries",
    "confirm_pending",
    "create_place",
    "create_place_kind",
    "deprecate_place_kind",
    "drop_pending",
    "keep_boundaries",
    "load_addresses",
    "load_place_kinds",
    "preview_of",
    "purge_pending",
    "rename_place_kind",
    "restore_place_kind",
]
