"""Filing without network: the shell and the script that a device keeps, and the door by which it sends later.

The device keeps nothing but an empty form, alike for everybody, and the files that draw it. What is typed waits there
encrypted (`static/palier/js/offline/vault.js`), a day at most, never above level *group* (decision 9).
"""

import hashlib
import json
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.actor import NOBODY
from palier.access.grants import Verb
from palier.cycle.reports.filing import filed_with
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_filed_with
from palier.kernel import clock
from palier.web.reports.filing import LATER, file_as_typed
from palier.web.reports.offline_form import EmptyForm, WaitedForm
from palier.web.shell.access import needs
from palier.web.shell.device import reader_mark
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

MOST_KEYS = 50
WORKER = "palier/js/offline/worker.js"
STYLES = ("brand-neutral", "brand-state", "shell", "components", "forms", "moments")
SCRIPTS = ("here", "offline/filing")
# Asked for by those two, under the name they have in the sources.
IMPORTED = ("dates", "moments", *(f"offline/{name}" for name in ("form", "list", "sending", "vault", "waiting")))
# What the shell draws itself with: kept by the device, so that it opens without network.
FILES = (
    "dsfr/dist/dsfr/dsfr.main.min.css",
    "dsfr/dist/utility/utility.main.min.css",
    *(f"palier/css/{name}.css" for name in STYLES),
    *(f"palier/js/{name}.js" for name in SCRIPTS),
    "palier/fonts/source-sans-3-latin-wght-normal.woff2",
    "palier/brand/favicon.svg",
    "palier/brand/mark.svg",
)


@login_not_required
def shell(request: Request) -> HttpResponse:
    """The empty form that a device keeps. Not a word of it depends on who asks."""
    return page(request, "reports/offline.html", _shell_context())


@login_not_required
def service(request: Request) -> HttpResponse:
    """The service worker of the filing page, and of no other: its scope is the folder of this address.

    Its version follows the shell, so that a browser that has network takes the new one by itself.
    """
    drawn = render_to_string("reports/offline.html", _shell_context())
    files = [*map(static, FILES), *(f"{settings.STATIC_URL}palier/js/{name}.js" for name in IMPORTED)]
    told = {
        "version": hashlib.sha256("\n".join([version("palier"), drawn, *files]).encode()).hexdigest()[:16],
        "page": reverse("reports:new"),
        "shell": reverse("reports:offline"),
        "ticket": reverse("reports:offline-ticket"),
        "send": reverse("reports:send"),
        "files": files,
    }
    script = f"import {{ serve }} from {json.dumps(static(WORKER))};\nserve({json.dumps(told)});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@needs(Verb.REPORT_FILE)
def ticket(request: Request) -> HttpResponse:
    """What a device needs before it sends: a fresh safety token, whose session this is, and what arrived already.

    A report whose receipt never came back is told by the key it was sent under: it is no draft any more.
    """
    keys = [key for text in request.GET.getlist("cle")[:MOST_KEYS] if (key := _key(text))]
    arrived = {str(one.filing_key): _receipt(one) for one in reports_filed_with(request.actor, keys)} if keys else {}
    return JsonResponse({"X-CSRFToken": get_token(request), "reader": reader_mark(request.actor), "arrived": arrived})


@needs(Verb.REPORT_FILE)
@require_POST
def send(request: Request) -> HttpResponse:
    """File what waited on a device: once for its key. Refused, it says why, field by field, and stays on the device."""
    form = WaitedForm(request.POST, request.FILES, actor=request.actor, today=clock.today())
    sound = form.is_valid()
    report = filed_with(request.actor, form.cleaned_data.get("filing_key"))
    if report is None and sound:
        report = form.carry_out(file_as_typed, request=request, form=form)
    if report is None:
        return JsonResponse({"refused": _refusals(form), "persons": bool(form.notices)}, status=422)
    return JsonResponse(_receipt(report))


def _shell_context() -> dict[str, Any]:
    return {"form": EmptyForm(actor=NOBODY, today=clock.today())}


def _receipt(report: Report) -> dict[str, str]:
    address = reverse("reports:filed", kwargs={"pk": report.pk})
    return {"number": report.number, "address": f"{address}?{LATER}=1"}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _refusals(form: WaitedForm) -> list[str]:
    told = [f"{field.label} : {message}" for field, message in form.field_errors]
    return [*form.non_field_errors(), *told]
