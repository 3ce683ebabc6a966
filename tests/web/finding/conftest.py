"""What the tests of finding may ask for."""

import pytest

from tests.web.finding.places import spread
from tests.world import World


@pytest.fixture
def ground(world) -> World:
    return spread(world)
