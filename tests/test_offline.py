"""The guard itself: outside calls raise, calls at home pass."""

import socket

import pytest

from tests.offline import OutsideCall, is_local


@pytest.mark.parametrize(
    "address", [("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 1), "/tmp/file.sock", (None, 1)]
)
def test_this_machine_is_home(address):
    assert is_local(address)


@pytest.mark.parametrize("address", [("192.0.2.7", 443), ("example.org", 443), ("2001:db8::1", 443, 0, 0)])
def test_anything_else_is_outside(address):
    assert not is_local(address)


def test_a_socket_to_another_machine_raises():
    with socket.socket() as outside, pytest.raises(OutsideCall):
        outside.connect(("192.0.2.7", 443))


def test_looking_up_another_machine_raises():
    with pytest.raises(OutsideCall):
        socket.getaddrinfo("example.org", 443)


def test_a_socket_to_this_machine_passes():
    with socket.socket() as server, socket.socket() as caller:
        server.bind(("127.0.0.1", 0))
        server.listen()
        caller.connect(server.getsockname())
