"""The information pages: public reading."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from palier.web.shell.pages import page
from palier.web.shell.requests import Request


@login_not_required
def legal(request: Request) -> HttpResponse:
    """Who publishes and hosts the service."""
    return _show(request, "legal")


@login_not_required
def data_protection(request: Request) -> HttpResponse:
    """What is kept about persons, why, how long, and their rights."""
    return _show(request, "data-protection")


@login_not_required
def accessibility(request: Request) -> HttpResponse:
    """The accessibility declaration."""
    return _show(request, "accessibility")


def _show(request: Request, key: str) -> HttpResponse:
    return page(request, "pages/page.html", {"key": key})
