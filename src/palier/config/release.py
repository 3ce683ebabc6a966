"""Which version of what is running."""

from importlib.metadata import PackageNotFoundError, version


def version_of(package: str) -> str:
    """The installed version of a package; empty when it runs from its sources."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def installed_version() -> str:
    """The version of this program, as people read it."""
    return version_of("palier") or "version de travail"
