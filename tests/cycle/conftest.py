"""What the tests of the cycle may ask for."""

import pytest

from tests.cycle.stage import Stage, set_stage


@pytest.fixture
def stage(cast) -> Stage:
    return set_stage(cast)
