"""Tables of the actions, one module per subject."""

from palier.cycle.actions.models.action import Action
from palier.cycle.actions.models.follow_up import Postponement, Reminder, Tick
from palier.cycle.actions.models.involvement import Involvement
from palier.cycle.actions.models.operations import JointOperation, OperationResult, Staff
from palier.cycle.actions.models.outside import OutsideMeasure

__all__ = [
    "Action",
    "Involvement",
    "JointOperation",
    "OperationResult",
    "OutsideMeasure",
    "Postponement",
    "Reminder",
    "Staff",
    "Tick",
]
