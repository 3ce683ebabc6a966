"""Every write of the actions, one function per verb."""

from palier.cycle.actions.services.answering import (
    abandon_action,
    accept_action,
    block_action,
    complete_action,
    decline_action,
    note_acceptance,
    note_completion,
    note_refusal,
    resume_action,
    start_action,
    take_back_word,
)
from palier.cycle.actions.services.dates import hold_action, postpone_action
from palier.cycle.actions.services.operations import record_operation, remove_operation
from palier.cycle.actions.services.outside import answers_to_mark, mark_outside
from palier.cycle.actions.services.parts import ask_partner, decline_part, finish_part, involve, join_part
from palier.cycle.actions.services.proposing import (
    assign_action,
    propose_action,
    propose_action_again,
    propose_action_once,
    take_over_action,
)
from palier.cycle.actions.services.routines import expected_ticks, tick, untick

__all__ = [
    "abandon_action",
    "accept_action",
    "answers_to_mark",
    "ask_partner",
    "assign_action",
    "block_action",
    "complete_action",
    "decline_action",
    "decline_part",
    "expected_ticks",
    "finish_part",
    "hold_action",
    "involve",
    "join_part",
    "mark_outside",
    "note_acceptance",
    "note_completion",
    "note_refusal",
    "postpone_action",
    "propose_action",
    "propose_action_again",
    "propose_action_once",
    "record_operation",
    "remove_operation",
    "resume_action",
    "start_action",
    "take_back_word",
    "take_over_action",
    "tick",
    "untick",
]
