"""Upload, preview, confirm. Nothing is written before the chief has seen every line."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.problems.models import Problem
from palier.intake.files.opening import MAX_BYTES
from palier.intake.foreseeing import Foreseen, foresee
from palier.intake.models import TakenLine, WaitingFile
from palier.intake.owners import near_ones
from palier.intake.past_meetings import meetings_left_out
from palier.intake.people import ABSENT, EXCUSED, PRESENT
from palier.intake.reading import ReadMeeting, Tracker
from palier.intake.rejects import rejected_count
from palier.intake.takeover import taken_records
from palier.intake.undoing import undo_file
from palier.intake.waiting import (
    LONG,
    as_corrected,
    ask_confirm,
    confirm_file,
    files_of_mine,
    forget_file,
    is_under_way,
    name_owners,
    read_waiting,
    reading_print,
    receive_file,
    to_invite,
)
from palier.intake.words import fold
from palier.kernel import clock
from palier.kernel.errors import Refused, Stale
from palier.kernel.wording import counted
from palier.partners.models import Organisation
from palier.web.intake.forms import UploadTrackerForm
from palier.web.intake.rows import FILTERS, Row, counts_of, rows_of, summary_of
from palier.web.intake.writing import address_finder, write_file
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back, wants_part
from palier.web.shell.requests import Request

PER_PAGE = 25
OWNER = "organisation:"


@needs(Verb.PROBLEM_LEAD)
def upload(request: Request) -> HttpResponse:
    """Send a tracker, or come back to one that waits."""
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
    waiting_files = (
        files_of_mine(request.actor).exclude(outcome__undone=True).defer("content", "corrections", "outcome")[:10]
    )
    return page(request, "intake/upload.html", {"form": form, "files": waiting_files})


def preview(request: Request, pk: UUID) -> HttpResponse:
    """What would be written, line by line."""
    waiting = mine(request, pk)
    if is_settled(waiting):
        return go_to(request, "intake:result", pk=pk)
    tracker = as_corrected(waiting, read_waiting(waiting))
    if tracker.is_unread:
        return _explain_columns(request, pk)
    rows = rows_of(tracker, taken_records(waiting.group, tracker))
    asked = request.GET.get("lignes", "")
    shown = [row for row in rows if row.key == asked] if asked in dict(FILTERS) and asked else rows
    context = {
        "waiting": waiting,
        "rows": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "summary": summary_of(tracker, rows),
        "already": sum(row.already_there for row in rows),
        "tabs": _tabs(request.path, rows),
        "tab": f"{request.path}?lignes={asked}" if asked else request.path,
        "here": request.get_full_path(),
        "rejected": rejected_count(tracker),
        **_around(waiting, tracker),
    }
    return page(request, "intake/preview.html", context)


def _explain_columns(request: Request, pk: UUID) -> HttpResponse:
    told = "Aucun tableau de suivi n’est reconnu : dites où sont les titres, et ce que contient chaque colonne."
    return send_back(request, "intake:columns", told, pk=pk)


def _tabs(path: str, rows: list[Row]) -> list[tuple[str, str]]:
    counts = counts_of(rows)
    return [
        (f"{label} ({counts[key]})", f"{path}?lignes={key}" if key else path)
        for key, label in FILTERS
        if counts[key] or not key
    ]


def _around(waiting: WaitingFile, tracker: Tracker) -> dict[str, Any]:
    """What the file holds beside its lines, and what was put aside."""
    left = meetings_left_out(group=waiting.group, meetings=tracker.meetings, now=clock.now())
    return {
        "remarks": tracker.remarks,
        "aside": tracker.aside,
        "contacts": [(one.organisation, one.name, one.function, one.email) for one in to_invite(tracker)],
        "meetings": [_meeting(one, left.get(one.day, "")) for one in tracker.meetings],
    }


def _meeting(meeting: ReadMeeting, left_out: str) -> dict[str, Any]:
    marks = Counter(meeting.attendance.values())
    counts = {"present": marks[PRESENT], "excused": marks[EXCUSED], "absent": marks[ABSENT]}
    return {"day": meeting.day, "remarks": (*meeting.remarks, left_out) if left_out else meeting.remarks, **counts}


def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Exactly what would be written; the button writes it."""
    waiting = mine(request, pk)
    if is_settled(waiting):
        return go_to(request, "intake:result", pk=pk)
    tracker = as_corrected(waiting, read_waiting(waiting))
    if tracker.is_unread:
        return _explain_columns(request, pk)
    if request.method == "POST":
        return _carry_out(request, waiting)
    try:
        foreseen = foresee(actor=request.actor, group=waiting.group, tracker=tracker, now=clock.now())
    except Refused as error:
        return send_back(request, "intake:preview", error.message, pk=pk)
    counts = counts_of(rows_of(tracker, ()))
    context = {
        "waiting": waiting,
        "facts": _foreseen(foreseen, tracker),
        "foreseen": foreseen,
        "unwritten": rejected_count(tracker),
        "guessed": counts["devinees"],
        "newcomers": _newcomers(foreseen),
        "seen": reading_print(tracker),
    }
    return page(request, "intake/confirm.html", context)


def _newcomers(foreseen: Foreseen) -> list[dict[str, Any]]:
    """Each organisation that would be added, with those of the directory that it may be, the nearest first."""
    names = foreseen.taken.organisations
    every = list(Organisation.objects.filter(closed_on__isnull=True).order_by("name")) if names else []
    near = near_ones(names)
    return [
        {"name": name, "key": f"{OWNER}{fold(name)}", "near": near[name],
         "others": [one for one in every if one not in near[name]]}
        for name in names
    ]  # fmt: skip


def _carry_out(request: Request, waiting: WaitingFile) -> HttpResponse:
    try:
        values: dict[str, Any] = {"actor": request.actor, "waiting": waiting, "now": clock.now()}
        values["seen"] = request.POST.get("seen", "")
        said = {name[len(OWNER) :]: key for name, key in request.POST.items() if name.startswith(OWNER) and key}
        known = {str(pk) for pk in Organisation.objects.filter(closed_on__isnull=True).values_list("pk", flat=True)}
        owners = {name: key for name, key in said.items() if key in known}
        name_owners(actor=request.actor, waiting=waiting, owners=owners)
        if len(rows_of(read_waiting(waiting), ())) > LONG:
            ask_confirm(**values, task=write_file)
        else:
            confirm_file(**values, find_address=address_finder(waiting.group))
    except (Refused, Stale) as error:
        return send_back(request, "intake:preview", f"La reprise n’a pas eu lieu. {error.message}", pk=waiting.pk)
    return go_to(request, "intake:result", pk=waiting.pk)


def _foreseen(foreseen: Foreseen, tracker: Tracker) -> list[tuple[str, str]]:
    taken = foreseen.taken
    passages = sum(1 for problem in tracker.problems for _ in problem.persons)
    return [
        ("Problématiques créées", str(taken.problems)),
        ("Actions créées", str(taken.actions)),
        ("Lieux ajoutés", str(foreseen.places)),
        ("Réunions passées ajoutées, avec les présences", str(taken.meetings)),
        ("Organisations ajoutées à l’annuaire", ", ".join(taken.organisations) or "aucune"),
        ("Lignes déjà dans le groupe, laissées comme elles sont", str(taken.already_there)),
        ("Lignes écartées par vous", str(len(tracker.left_out))),
        ("Passages sur des personnes, retirés", str(passages)),
    ]


def result(request: Request, pk: UUID) -> HttpResponse:
    """What was written, with where to read it; what was refused, to correct and bring back."""
    waiting = mine(request, pk)
    if is_under_way(waiting, now=clock.now()):
        return page(request, "intake/under_way.html", {"waiting": waiting}, partial="progress")
    if not waiting.confirmed_at:
        refusal = waiting.outcome.get("refusal", "La reprise ne s’est pas terminée : rien n’a été écrit.")
        return send_back(request, "intake:preview", refusal, pk=pk)
    if wants_part(request):
        return go_to(request, "intake:result", pk=pk)
    outcome = waiting.outcome
    if outcome.get("undone"):
        return send_back(request, "intake:upload", "Ce que ce tableau avait écrit a été retiré.")
    taken = TakenLine.objects.visible_to(request.actor).filter(group=waiting.group, taken_at=waiting.confirmed_at)
    written = Problem.objects.visible_to(request.actor).filter(pk__in=taken.values("problem"))
    context = {
        "waiting": waiting,
        "told": _told(outcome),
        "organisations": ", ".join(outcome["organisations"]),
        "problems": Paginator(written.select_related("place").order_by("reference"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "rejected": sum(len(table["lines"]) for table in outcome["rejects"]),
        "contacts": outcome["contacts"],
        "meetings_left": outcome.get("meetings_left", ()),
        "list_url": f"{reverse('problems:list')}?group={waiting.group_id}",
    }
    return page(request, "intake/result.html", context)


def _told(outcome: dict[str, Any]) -> str:
    """What the import wrote, or that there was nothing new."""
    if not any(outcome[name] for name in ("problems", "actions", "meetings")):
        return (
            f"Rien de nouveau : {counted(outcome['already_there'], 'ligne')} de ce tableau étaient déjà dans le groupe."
        )
    said = [counted(outcome["problems"], "problématique"), counted(outcome["actions"], "action")]
    said += [counted(outcome["meetings"], "réunion passée", "réunions passées")] if outcome["meetings"] else []
    return f"Repris : {', '.join(said)}."


@require_POST
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Give up: the file is deleted at once."""
    forget_file(actor=request.actor, waiting=mine(request, pk))
    return go_to(request, "intake:upload", "Le fichier est supprimé. Rien d’autre n’a changé.")


def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take back what the file wrote, once its sender has read what leaves."""
    waiting = mine(request, pk)
    if not waiting.confirmed_at or waiting.outcome.get("undone"):
        raise Http404
    if request.method != "POST":
        return page(request, "intake/undo.html", {"waiting": waiting, "told": _told(waiting.outcome)})
    try:
        done = undo_file(actor=request.actor, waiting=waiting, now=clock.now())
    except Refused as refusal:
        return send_back(request, "intake:result", refusal.message, pk=pk)
    said = [counted(done.problems, "problématique"), counted(done.actions, "action")]
    said += [counted(done.meetings, "réunion passée", "réunions passées")] if done.meetings else []
    return go_to(request, "intake:upload", f"La reprise est retirée : {', '.join(said)}.")


def is_settled(waiting: WaitingFile) -> bool:
    """True of a file that is written, or being written: nothing in it is corrected any more."""
    return bool(waiting.confirmed_at) or is_under_way(waiting, now=clock.now())


def mine(request: Request, pk: UUID) -> WaitingFile:
    """A file that the reader sent; that of somebody else is not found."""
    waiting: WaitingFile = get_object_or_404(files_of_mine(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, waiting.group_id)
    return waiting
