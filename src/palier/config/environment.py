"""Reading the variables PALIER_…: what cannot be right is refused at once, naming the variable and what it expects."""

import os
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("sqlite://", "postgres://", "postgresql://")


class Environment(environ.Env):  # type: ignore[misc]  # environ is untyped
    """The environment of this process; a variable left empty is the same as absent."""

    def __init__(self) -> None:
        super().__init__()
        self.ENVIRON = {name: value for name, value in os.environ.items() if value}

    def count(self, name: str, *, default: int) -> int:
        """A number of at least one."""
        value = int(self.int(name, default=default))
        if value < 1:
            raise ImproperlyConfigured(f"{name} ne peut pas valoir « {value} » : il faut un nombre d’au moins 1.")
        return value

    def web_address(self, name: str, *, default: str) -> str:
        """An address that begins by http:// or https:// and names a host; empty where the default is."""
        value = str(self.str(name, default=default))
        if value and not (value.startswith(("http://", "https://")) and urlsplit(value).netloc):
            raise ImproperlyConfigured(f"{name} ne peut pas valoir « {value} » : il faut https://… ou http://…")
        return value

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """The description of one of the two engines. The value holds a password: it is not repeated."""
        form = "il faut sqlite:///chemin ou postgres://compte:motdepasse@hote:5432/base"
        if not str(self.str(name, default=default)).startswith(SCHEMES):
            raise ImproperlyConfigured(f"{name} ne nomme ni SQLite ni PostgreSQL : {form}.")
        try:
            return dict(self.db_url(name, default=default))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} ne se lit pas : {form}.") from error
