"""Views of the nomenclature."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb
from palier.cycle.catalogue.models import Answer, Category, Family
from palier.cycle.catalogue.services import change_category
from palier.kernel import clock
from palier.web.catalogue_admin.forms import CategoryForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.NOMENCLATURE_EDIT)
def categories(request: Request) -> HttpResponse:
    """The families with their categories, then the catalogue of answers."""
    families = Family.objects.prefetch_related(Prefetch("categories", queryset=Category.objects.order_by("code")))
    answers = Answer.objects.order_by("partner_type", "code")
    return page(request, "catalogue_admin/list.html", {"families": families, "answers": answers})


@needs(Verb.NOMENCLATURE_EDIT)
def category(request: Request, code: str) -> HttpResponse:
    """Reword a category or withdraw it from a date."""
    shown = get_object_or_404(Category, pk=code)
    initial = {"label": shown.label, "deprecated_on": shown.deprecated_on}
    form = CategoryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "category": shown, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(change_category, **values):
            return go_to(request, "catalogue_admin:list", "La catégorie est modifiée.")
    return page(request, "catalogue_admin/category.html", {"category": shown, "form": form})
