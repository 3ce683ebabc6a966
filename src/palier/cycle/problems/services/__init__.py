"""Every write of the problems, one function per verb: content, attachments, reserved rows, moves."""

from palier.cycle.problems.services.attempts import add_attempt, remove_attempt
from palier.cycle.problems.services.content import (
    associate_group,
    change_problem,
    open_problem,
    take_over_problem,
)
from palier.cycle.problems.services.joining import Sighting, join_known, join_own_report, join_problem, join_report
from palier.cycle.problems.services.moves import (
    abandon_problem,
    admit_problem,
    close_problem,
    decline_problem,
    merge_problem,
    observe_problem,
    plan_problem,
    qualify_problem,
    redirect_problem,
    reopen_problem,
    resolve_problem,
    resume_problem,
    separate_problem,
    start_problem,
)
from palier.cycle.problems.services.outcome import (
    ask_closure,
    decline_closure,
    set_observation_days,
    write_evidence,
)
from palier.cycle.problems.services.ranking import rank_problem
from palier.cycle.problems.services.reserved import set_judicial_status, write_sealed_note
from palier.cycle.problems.services.sources import attach_report, is_attached, is_source
from palier.cycle.problems.services.understanding import (
    Answered,
    answer_admission,
    set_objective,
    write_diagnosis,
)

__all__ = [
    "Answered",
    "Sighting",
    "abandon_problem",
    "add_attempt",
    "admit_problem",
    "answer_admission",
    "ask_closure",
    "associate_group",
    "attach_report",
    "change_problem",
    "close_problem",
    "decline_closure",
    "decline_problem",
    "is_attached",
    "is_source",
    "join_known",
    "join_own_report",
    "join_problem",
    "join_report",
    "merge_problem",
    "observe_problem",
    "open_problem",
    "plan_problem",
    "qualify_problem",
    "rank_problem",
    "redirect_problem",
    "remove_attempt",
    "reopen_problem",
    "resolve_problem",
    "resume_problem",
    "separate_problem",
    "set_judicial_status",
    "set_objective",
    "set_observation_days",
    "start_problem",
    "take_over_problem",
    "write_diagnosis",
    "write_evidence",
    "write_sealed_note",
]
