"""kill -9 of the server in the middle of writes, on both engines: what it answered is kept whole, the chain holds."""

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from http.client import HTTPException

import pytest

from tests.product import kill_group

# Both engines or none: many processes, too heavy for the quick run.
pytestmark = pytest.mark.postgres
ROUNDS, CLIENTS, BATCH = 3, 6, 3
STANDING = """
import json
from palier.journal.models import Entry
from palier.journal.verification import verify
from palier.territory.models import Place
entries = Entry.objects.unsealed("test").filter(event="territory:place:create", detail__isnull=False)
places = [str(pk) for pk in Place.objects.unsealed("test").values_list("pk", flat=True)]
print(json.dumps({"places": places, "entries": entries.count(), "intact": verify().intact}))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(product):
    """Gunicorn as the product runs it, serving writes; everything is killed (-9) at the end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "3", "--log-level", "error"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "tests.journal.serving:application"],
        env=product.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            kill_group(process)


def flood(address: str, answered: list[str], stop: threading.Event) -> None:
    """Ask without a pause until told to stop; keep what the server said it had written."""
    while not stop.is_set():
        with suppress(OSError, HTTPException), urllib.request.urlopen(address, timeout=10) as answer:
            body = answer.read()
            answered.extend(body.decode().split(","))


def killed_while_writing(product) -> list[str]:
    answered: list[str] = []
    stop = threading.Event()
    with server(product) as address:
        clients = [threading.Thread(target=flood, args=(address, answered, stop)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        limit = time.monotonic() + 90
        while len(answered) < 20 * BATCH and time.monotonic() < limit:
            time.sleep(0.05)
    stop.set()
    for client in clients:
        client.join()
    assert answered, "the server never answered"
    return answered


def test_what_was_answered_survives_whole_and_the_chain_holds(product):
    product.python("from tests.journal.writing import make_hall; make_hall()")
    answered: list[str] = []
    for _ in range(ROUNDS):
        answered += killed_while_writing(product)
        found = json.loads(product.python(STANDING))
        assert set(answered) <= set(found["places"])
        assert found["entries"] == len(found["places"])
        assert len(found["places"]) % BATCH == 0, "a transaction was half written"
        assert found["intact"]
    assert "Journal intact" in product.do("verify")
