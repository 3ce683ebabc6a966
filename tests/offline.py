"""The suite stays at home: a socket to anything but this machine raises, in our code and in our dependencies."""

import ipaddress
import socket
import sys
from typing import Any

HERE = {"", "localhost", "0.0.0.0", "::", socket.gethostname()}
WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}


class OutsideCall(Exception):
    """The program tried to leave this machine. After installation nothing calls out."""


def is_local(address: Any) -> bool:
    """True for a file socket, the loopback, and no address at all."""
    host = address[0] if isinstance(address, tuple) else address
    if not isinstance(address, tuple) or host is None or host in HERE:
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in WATCHED:
        return
    address = (arguments[0],) if event == "socket.getaddrinfo" else arguments[1]
    if not is_local(address):
        raise OutsideCall(f"{event} to {address}: nothing may leave this machine")


def stay_at_home() -> None:
    """From now on and for the whole process, outside calls raise."""
    sys.addaudithook(_watch)
