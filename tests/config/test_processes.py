"""The web server and the worker start together and stop together, whoever asks and however."""

import os
import signal
import socket
import subprocess
from itertools import islice
from threading import Timer

import pytest

from palier.config.demonstration import port_is_free, wait_until_served
from tests.product import Product, kill_group, wait_for
from tests.territory.test_load_addresses import OWN


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], check=False, capture_output=True, text=True
    ).stdout
    return [int(child) for child in listed.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def desk(new_product) -> Product:
    """An installation that serves its static files without gathering them."""
    return new_product("sqlite", ready=True, PALIER_DEMONSTRATION="1")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_server_and_the_worker_stop_cleanly_when_asked(desk, how):
    port = free_port()
    with desk.running("serve", "--with-worker", "--port", str(port)) as parent:
        assert wait_until_served(port, given_up=lambda: parent.poll() is not None)
        children = children_of(parent.pid)
        assert len(children) == 2
        os.kill(parent.pid, how)
        assert parent.wait(timeout=30) == 0
    assert not any(alive(child) for child in children)
    assert port_is_free("127.0.0.1", port)


def test_nothing_is_left_behind_when_the_parent_is_killed_outright(desk):
    port = free_port()
    with desk.running("serve", "--with-worker", "--port", str(port)) as parent:
        assert wait_until_served(port, given_up=lambda: parent.poll() is not None)
        children = children_of(parent.pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(timeout=10)
        wait_for(lambda: not any(alive(child) for child in children), seconds=30)
    assert port_is_free("127.0.0.1", port)


def test_a_port_already_taken_is_named(desk):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        answer = desk.run("serve", "--port", str(port))
    assert answer.returncode == 1
    assert f"Le port {port} est déjà pris" in answer.stderr


def test_a_production_server_asks_for_its_static_files(new_product):
    answer = new_product("sqlite").run("serve", "--port", str(free_port()))
    assert answer.returncode == 1
    assert "palier static" in answer.stderr


def test_each_web_process_prepares_the_address_search_before_anybody_asks(new_product, tmp_path):
    product = new_product("sqlite", ready=True, PALIER_DEMONSTRATION="1", PALIER_LOG_LEVEL="INFO")
    rows = tmp_path / "adresses.csv"
    rows.write_text(f"{OWN}04070,Digne-les-Bains,04000,12,,Boulevard Gassendi,44.09,6.23,numero,X\n", encoding="utf-8")
    product.do("import-addresses", str(rows), "--quiet")
    with product.running("serve", "--workers", "2", "--port", str(free_port())) as parent:
        limit = Timer(60, kill_group, [parent])
        limit.start()
        told = (line for line in parent.stdout if "address search ready: 1 streets" in line)
        assert len(list(islice(told, 2))) == 2
        limit.cancel()
