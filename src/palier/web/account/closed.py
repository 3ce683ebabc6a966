"""What stands where other services have a registration form."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from palier.web.shell.pages import page
from palier.web.shell.requests import Request


@login_not_required
def by_invitation_only(request: Request) -> HttpResponse:
    """Accounts are opened by invitation: says whom to ask."""
    return page(request, "account/signup_closed.html")
