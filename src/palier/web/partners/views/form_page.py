"""The page of one form: what it is about, what to know first, the form."""

from django.http import HttpResponse

from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


def form_page(
    request: Request,
    form: PalierForm,
    *,
    title: str,
    back: str,
    over: str = "",
    lead: str = "",
    warning: str = "",
    submit: str = "Enregistrer",
) -> HttpResponse:
    """Answer with the form, `over` naming what it is about and `warning` what its sending entails."""
    context = {"form": form, "title": title, "back": back, "over": over, "lead": lead, "warning": warning}
    return page(request, "partners/form.html", {**context, "submit": submit})
