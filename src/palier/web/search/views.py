"""View of the search."""

from django.http import HttpResponse, HttpResponseRedirect

from palier.access.grants import Verb
from palier.kernel.text import visible
from palier.search.asking import LONGEST, MOST_WORDS, is_cut, read
from palier.web.search.forms import SearchForm
from palier.web.search.results import exact, search_all
from palier.web.shell.access import needs
from palier.web.shell.pages import page
from palier.web.shell.requests import Request


@needs(Verb.REPORT_FILE)
def search(request: Request) -> HttpResponse:
    """What the reader may see that holds what was typed; a whole reference leads straight to its page."""
    text = visible(" ".join(request.GET.get("q", "").replace("\0", " ").split()))[:LONGEST]
    if text and (address := exact(request.actor, text)):
        return HttpResponseRedirect(address)
    found = search_all(request.actor, text) if text else []
    form = SearchForm(initial={"q": text})
    context = {"form": form, "q": text, "found": found, "says_something": bool(read(text))}
    if is_cut(text):
        context["most_words"] = MOST_WORDS
    return page(request, "search/search.html", context)
