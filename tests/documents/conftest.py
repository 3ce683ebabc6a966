"""What the tests of documents may ask for."""

import pytest

from tests.documents.scene import Scene, hold_meeting


@pytest.fixture
def scene(stage) -> Scene:
    return hold_meeting(stage)
