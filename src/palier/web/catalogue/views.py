"""The catalogue of components."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from palier.web.shell.pages import page
from palier.web.shell.requests import Request


@login_not_required
def index(request: Request) -> HttpResponse:
    """Every component with its sample."""
    return page(request, "catalogue/index.html")
