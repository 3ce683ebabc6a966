"""Writing an action without moving it from its state."""

from typing import Any

from palier.cycle.actions.models import Action
from palier.kernel.errors import Stale


def change(action: Action, values: dict[str, Any]) -> None:
    """Write these fields on the row that was read; `Stale` when somebody was faster."""
    version = action.version
    rows = Action.objects.unsealed("change").filter(pk=action.pk, state=action.state, version=version)
    if not rows.update(**values, version=version + 1):
        raise Stale
    for name, value in {**values, "version": version + 1}.items():
        setattr(action, name, value)
