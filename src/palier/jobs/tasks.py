"""Declaring a task: `@job(idempotent=…)` says whether it may be run again after its worker died half-way."""

from collections.abc import Callable
from typing import Any, TypeVar

from django_tasks import task
from django_tasks.base import Task

F = TypeVar("F", bound=Callable[..., Any])
Job = Task[..., Any]
_IDEMPOTENT: set[str] = set()


def job(*, idempotent: bool, priority: int = 0) -> Callable[[F], Job]:
    """Make a module-level function a task; `idempotent` when running it twice is the same as once."""

    def declare(function: F) -> Job:
        if idempotent:
            _IDEMPOTENT.add(f"{function.__module__}.{function.__qualname__}")
        return task(priority=priority)(function)

    return declare


def is_idempotent(task_path: str) -> bool:
    """Whether the task at this import path may be run again; its module has been imported by then."""
    return task_path in _IDEMPOTENT
