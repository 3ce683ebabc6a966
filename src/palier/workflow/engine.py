"""One door for moves: permission, state, guards, conditional update, journal, in that order, in one transaction.

No row lock: the update names the state and version it was decided on, and the number of rows says whether
someone was faster, on SQLite as on PostgreSQL (ADR 0003).
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from palier.access.actor import Actor
from palier.access.grants import holds, require
from palier.access.rows import seal_of
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.workflow.changes import changes_of
from palier.workflow.lifecycle import Lifecycle, Step

R = TypeVar("R", bound=models.Model)


def advance(
    record: R, lifecycle: Lifecycle, move: str, *, actor: Actor, now: datetime, changes: dict[str, Any] | None = None,
    said: dict[str, Any] | None = None,
) -> R:  # fmt: skip
    """Make one move of a record's life and return the record as it now stands.

    `changes` are the fields written with the move (those of `Step.asks` at least), `said` what else its entry tells
    (ids and codes). Raises `NotGranted` when the
    role does not hold the verb, `Refused` when the state or a guard says no, `Stale` when someone was faster; the
    record in hand and its row are then as they were.
    """
    step = lifecycle.steps[move]
    values = dict(changes or {})
    require(actor, step.needs, seal_of(record).group_id)
    before: str = record.state  # type: ignore[attr-defined]  # every record with a lifecycle has state and version
    if before not in step.sources:
        label = lifecycle.states(before).label
        raise Refused(f"« {step.label} » n’est pas possible à l’état « {label} ».")
    for name in step.asks:
        if values.get(name) in (None, ""):
            raise Refused("Ce champ est nécessaire pour continuer.", field=name)
    with transaction.atomic():  # the guards inside: what they read is what the move is decided on
        for guard in step.guards:
            guard(record, actor, {**values, "state_since": now})
        changed = changes_of(record, values)
        _write(record, step, before, values, now)
        payload = {"move": move, "from": before, "to": step.target} | ({"changes": changed} if changed else {})
        payload |= said or {}
        record_event(step.event, actor=actor, at=now, subject=subject_of(record), payload=payload)
    return record


def _write(record: models.Model, step: Step, before: str, values: dict[str, Any], now: datetime) -> None:
    version: int = record.version  # type: ignore[attr-defined]
    rows = type(record)._default_manager.unsealed("lifecycle")  # type: ignore[attr-defined]  # sealed manager
    written = {**values, "state": step.target, "state_since": now, "version": version + 1}
    if not rows.filter(pk=record.pk, state=before, version=version).update(**written):
        raise Stale
    for name, value in written.items():
        setattr(record, name, value)


def moves(record: models.Model, lifecycle: Lifecycle, actor: Actor) -> dict[str, Step]:
    """The moves this actor's role may try from the record's present state, to draw its buttons."""
    group_id = seal_of(record).group_id
    state: str = record.state  # type: ignore[attr-defined]
    return {move: step for move, step in lifecycle.leaving(state).items() if holds(actor, step.needs, group_id)}
