"""Every write of the relations, one function per verb."""

from palier.cycle.relations.services.boundary import keep_alone
from palier.cycle.relations.services.handing import (
    accept_handover,
    decline_handover,
    propose_handover,
    withdraw_handover,
)
from palier.cycle.relations.services.merging import merge_problems, undo_merge
from palier.cycle.relations.services.splitting import split_problem
from palier.cycle.relations.services.ties import tie_problems, untie_problems

__all__ = [
    "accept_handover",
    "decline_handover",
    "keep_alone",
    "merge_problems",
    "propose_handover",
    "split_problem",
    "tie_problems",
    "undo_merge",
    "untie_problems",
    "withdraw_handover",
]
