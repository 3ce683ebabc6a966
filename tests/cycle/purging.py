"""A purge among writers, in processes of their own on a real installation."""

from palier.cycle.reviews import retention
from palier.journal.retention import run_purges
from tests.cast import make_cast
from tests.cycle.closing import LATER, PURGE, close
from tests.cycle.stage import set_stage
from tests.journal.writing import at_once, make_hall, together, write_batch


def purge_among_writers(problems: int, batches: int) -> list[str]:
    """Two processes purge at once while six write: how many problems each removed, how many rows each wrote."""
    stage = set_stage(make_cast())
    make_hall()
    for _ in range(problems):
        close(stage, stage.problem())
    retention.BATCH = 3
    turn = together.Value("i", 0)

    def work() -> str:
        with turn.get_lock():
            turn.value += 1
            is_purging = turn.value <= 2
        if is_purging:
            try:
                outcomes = {outcome.subject: outcome.count for outcome in run_purges(actor=PURGE, now=LATER)}
            except ExceptionGroup as failures:
                return "; ".join(repr(failure) for failure in failures.exceptions)
            return f"purged {outcomes['problems']}"
        return f"wrote {sum(len(write_batch('Rédacteur')) for _ in range(batches))}"

    return at_once(work)
