"""Running the web server and the worker side by side: started together, stopped together, cleanly."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

SUPERVISED = "PALIER_SUPERVISED"
_PR_SET_PDEATHSIG = 1
PATIENCE = 20.0  # seconds a child has to finish what it is doing


def die_with_parent() -> None:
    """A child of `Household` stops when its parent is killed outright (Linux; elsewhere the parent must be stopped)."""
    if os.environ.get(SUPERVISED) and sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Household:
    """Processes of `palier` that live and die together."""

    def __init__(self, commands: Sequence[Sequence[str]], environment: dict[str, str] | None = None) -> None:
        self._commands = [[sys.executable, "-m", "palier", *words] for words in commands]
        self._environment = {**os.environ, **(environment or {}), SUPERVISED: "1"}
        self._children: list[subprocess.Popen[bytes]] = []
        self._stopping = False

    def run(self, *, ready: Callable[[], None] = lambda: None) -> int:
        """Start all, call `ready`, wait for Ctrl-C, SIGTERM or the death of one; stop all. The exit code.

        0 when asked to stop; otherwise the code of the child that died.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for command in self._commands:
                self._start(command)
            ready()
            return self._watch()
        finally:
            self._stop_all()

    @property
    def stopping(self) -> bool:
        """Whether the end was asked for, or a child died."""
        return self._stopping or any(child.poll() is not None for child in self._children)

    def _start(self, command: list[str]) -> None:
        # A session of its own: Ctrl-C in the terminal reaches this process only, which stops the children in order.
        self._children.append(subprocess.Popen(command, env=self._environment, start_new_session=True))  # noqa: S603 - our own program

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _watch(self) -> int:
        while not self._stopping:
            for child in self._children:
                if child.poll() is not None:
                    return child.returncode or 1
            time.sleep(0.2)
        return 0

    def _stop_all(self) -> None:
        for child in self._children:
            child.terminate()
        limit = time.monotonic() + PATIENCE
        for child in self._children:
            try:
                child.wait(timeout=max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
