"""kill -9 of the worker among its mails, then another worker: each reaches the server once, or is in doubt."""

import asyncio
import os
import signal
import socket
from collections import Counter

from aiosmtpd.controller import Controller

from tests.product import wait_for

COUNT = 12
WRITE = f"""
from palier.notifications.outbox import Mail, enqueue
for number in range({COUNT}):
    mail = Mail("summary-of-test", f"Courriel {{number}}", "Bonjour", holds_secret=False)
    enqueue(recipient="irene@example.org", mail=mail, key=f"n{{number}}")
"""
STATES = (
    "from palier.notifications.models import Message as M; "
    "print(','.join(M.objects.unsealed('test').values_list('state', flat=True)))"
)


class Slow:
    """Takes its time for each message, and notes what it accepted."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        subject = next(line for line in envelope.content.decode().splitlines() if line.startswith("Subject:"))
        await asyncio.sleep(0.4)
        self.received.append(subject)
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_killed_worker_loses_and_doubles_no_mail(product):
    server = Slow()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        product.settings |= {"PALIER_SMTP_HOST": "127.0.0.1", "PALIER_SMTP_PORT": str(controller.port)}
        product.settings["PALIER_WORKER_SILENCE"] = "2"
        product.python(WRITE)
        with product.running("worker") as worker:
            wait_for(lambda: len(server.received) >= 3)
            os.killpg(worker.pid, signal.SIGKILL)
        with product.running("worker"):
            wait_for(lambda: "queued" not in product.python(STATES))
            wait_for(lambda: Counter(product.python(STATES).split(","))["sent"] >= COUNT - 1)
        states = Counter(product.python(STATES).split(","))
    finally:
        controller.stop()
    times = Counter(server.received)
    assert max(times.values()) == 1, "nothing is sent twice"
    # The one that was leaving when the worker died: nobody knows, it is shown in doubt after a quarter of an hour.
    assert states["sending"] <= 1
    assert states["sent"] == COUNT - states["sending"]
    assert len(times) >= states["sent"]
