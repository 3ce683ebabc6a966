"""Upload, preview, confirm. Nothing is written before the chief has seen every line."""

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.intake.addresses import AddressFinder, finder_in
from palier.intake.files.opening import MAX_BYTES
from palier.intake.models import WaitingFile
from palier.intake.preview import PreviewLine, preview_lines
from palier.intake.reading import Tracker
from palier.intake.takeover import Taken, already_taken
from palier.intake.waiting import confirm_file, read_waiting, receive_file
from palier.kernel import clock
from palier.kernel.errors import Refused, Stale
from palier.kernel.wording import counted
from palier.partners.models import Group
from palier.territory.models import Commune
from palier.web.intake.forms import UploadTrackerForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.PROBLEM_LEAD)
def upload(request: Request) -> HttpResponse:
    """Send a tracker."""
    sent = request.method == "POST"
    form = UploadTrackerForm(*((request.POST, request.FILES) if sent else ()), actor=request.actor)
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        waiting = form.carry_out(
            receive_file,
            actor=request.actor,
            group=form.cleaned_data["group"],
            name=file.name,
            content=file.read(MAX_BYTES + 1),
            now=clock.now(),
        )
        if waiting is not None:
            return go_to(request, "intake:preview", pk=waiting.pk)
    return page(request, "intake/upload.html", {"form": form})


def preview(request: Request, pk: UUID) -> HttpResponse:
    """What would be written, line by line; confirming writes it."""
    rows = WaitingFile.objects.visible_to(request.actor).select_related("group")
    waiting = get_object_or_404(rows, pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, waiting.group_id)
    refusal = ""
    if request.method == "POST":
        try:
            find = _finder(waiting.group)
            done = confirm_file(actor=request.actor, waiting=waiting, find_address=find, now=clock.now())
        except (Refused, Stale) as error:
            refusal = error.message
        else:
            return go_to(request, "problems:list", _told(done))
    tracker = read_waiting(waiting)
    lines = preview_lines(tracker)
    context = {
        "waiting": waiting,
        "lines": sorted(lines, key=lambda line: (not line.remarks, line.record)),
        "summary": _summary(tracker, lines),
        "already": already_taken(waiting.group, tracker),
        "refusal": refusal,
    }
    return page(request, "intake/preview.html", context)


def _summary(tracker: Tracker, lines: list[PreviewLine]) -> str:
    """How many problems and lines, and how each was understood."""
    counts = Counter(line.status.value for line in lines)
    each = ", ".join(counted(number, status) for status, number in sorted(counts.items()))
    return f"{counted(len(tracker.problems), 'problématique')}, {counted(len(lines), 'ligne')} : {each}."


def _told(done: Taken) -> str:
    """What the import wrote, or that there was nothing new."""
    if done.is_nothing:
        return f"Rien de nouveau : {counted(done.already_there, 'ligne')} de ce tableau étaient déjà dans le groupe."
    return f"Repris : {counted(done.problems, 'problématique')} et {counted(done.actions, 'action')}."


def _finder(group: Group) -> AddressFinder:
    return finder_in(tuple(Commune.objects.filter(district=group.district_id).values_list("insee", flat=True)))
