"""The information pages: public reading, and their editing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse

from palier.access.grants import Verb
from palier.kernel import clock
from palier.partners.queries.pages import KEYS, information_pages, page_text
from palier.partners.services.pages import change_page
from palier.web.pages.forms import PageForm
from palier.web.pages.prose import blocks
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
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


@needs(Verb.PAGES_EDIT)
def edit_list(request: Request) -> HttpResponse:
    """The pages that can be edited, with what is left to fill in."""
    return page(request, "pages/edit_list.html", {"pages": information_pages()})


@needs(Verb.PAGES_EDIT)
def edit(request: Request, key: str) -> HttpResponse:
    """Edit one page."""
    if key not in KEYS:
        raise Http404
    current = page_text(key)
    first = {"title": current.title, "text": current.text}
    first["seen"] = current.changed_at.isoformat() if current.changed_at else ""
    form = PageForm(request.POST or None, initial=first)
    if form.is_valid():
        form.carry_out(change_page, actor=request.actor, key=key, now=clock.now(), **form.cleaned_data)
        if form.is_valid():
            return go_to(request, "pages:edit-list", "La page est enregistrée.")
    return page(request, "pages/edit.html", {"form": form, "current": current})


def _show(request: Request, key: str) -> HttpResponse:
    shown = page_text(key)
    return page(request, "pages/page.html", {"shown": shown, "blocks": blocks(shown.text)})
