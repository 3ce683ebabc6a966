"""How it reads that somebody else wrote down what an organisation said."""

from palier.cycle.actions.models import Action
from palier.kernel.clock import day_of


def noted_words(action: Action) -> str:
    """« Par Sophie Alvarez, le 12/11/2026 »; nothing when the organisation said it itself."""
    if action.noted_by is None or not action.is_noted:
        return ""
    return f"par {action.noted_by.name}, le {day_of(action.state_since):%d/%m/%Y}, d’après {action.organisation}"
