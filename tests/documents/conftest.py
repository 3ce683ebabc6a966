"""What the tests of documents may ask for."""

import pytest

from tests.cycle.stage import Stage, set_stage
from tests.documents.scene import Scene, hold_meeting


@pytest.fixture
def stage(cast) -> Stage:
    return set_stage(cast)


@pytest.fixture
def scene(stage) -> Scene:
    return hold_meeting(stage)
