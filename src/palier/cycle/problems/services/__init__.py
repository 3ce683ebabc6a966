"""Every write of the problems, one function per verb: content, attachments, reserved rows, moves."""

from palier.cycle.problems.services.content import (
    answer_admission,
    associate_group,
    change_problem,
    open_problem,
    take_over_problem,
    write_diagnosis,
)
from palier.cycle.problems.services.joining import Sighting, join_problem, join_report
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
from palier.cycle.problems.services.reserved import set_judicial_status, write_sealed_note
from palier.cycle.problems.services.sources import attach_report

__all__ = [
    "Sighting",
    "abandon_problem",
    "admit_problem",
    "answer_admission",
    "associate_group",
    "attach_report",
    "change_problem",
    "close_problem",
    "decline_problem",
    "join_problem",
    "join_report",
    "merge_problem",
    "observe_problem",
    "open_problem",
    "plan_problem",
    "qualify_problem",
    "redirect_problem",
    "reopen_problem",
    "resolve_problem",
    "resume_problem",
    "separate_problem",
    "set_judicial_status",
    "start_problem",
    "take_over_problem",
    "write_diagnosis",
    "write_sealed_note",
]
