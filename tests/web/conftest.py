"""What the screen tests may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.world import World

SignedIn = Callable[[str], Client]


def sign_in(cast: Cast, name: str) -> Client:
    """A client signed in as this member of the cast; « anonymous » is nobody."""
    client = Client(raise_request_exception=True)
    if name != "anonymous":
        client.force_login(cast.users[name])
    return client


@pytest.fixture
def client_for(world: World) -> SignedIn:
    return lambda name: sign_in(world.cast, name)
