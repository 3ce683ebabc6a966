"""Every (state, move) pair of a lifecycle, for tests that leave none out."""

from collections.abc import Iterator

from palier.workflow.lifecycle import Lifecycle


def pairs(lifecycle: Lifecycle) -> Iterator[tuple[str, str, bool]]:
    """Each state with each move, and whether the lifecycle allows it."""
    for state in lifecycle.states.values:
        for move, step in lifecycle.steps.items():
            yield state, move, state in step.sources
