"""What the screen tests may ask for."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from palier.web.meetings.projector import KEY
from tests.cast import Cast
from tests.web.matrix import PROJECTOR
from tests.web.sitting import projection
from tests.world import World

SignedIn = Callable[[str], Client]


def sign_in(cast: Cast, name: str) -> Client:
    """A client signed in as this member of the cast; « anonymous » is nobody."""
    client = Client(raise_request_exception=True)
    if name != "anonymous":
        client.force_login(cast.users[name])
    return client


def reader_client(world: World, name: str) -> Client:
    """A client of this reader: a member of the cast, nobody, or the projector of the séance under way."""
    return on_the_wall(world) if name == PROJECTOR else sign_in(world.cast, name)


def on_the_wall(world: World) -> Client:
    """The browser of a projector (tests/web/meetings/test_projector.py: how its code is typed)."""
    client = Client(raise_request_exception=True)
    session = client.session
    session[KEY] = str(projection(world).pk)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def client_for(world: World) -> SignedIn:
    return lambda name: reader_client(world, name)
