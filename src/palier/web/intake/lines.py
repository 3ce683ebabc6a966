"""One line of a file: what it becomes, corrected or left out before anything is written."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from palier.intake.corrections import Correction, corrections_of, line_key
from palier.intake.headings import silent_columns
from palier.intake.models import WaitingFile
from palier.intake.preview import preview_lines
from palier.intake.reading import ReadProblem, Tracker
from palier.intake.waiting import correct_line, read_waiting
from palier.screening import without_persons
from palier.web.intake.forms import LineForm
from palier.web.intake.rows import earlier_of, problem_of
from palier.web.intake.views import is_settled, mine
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def edit(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Correct what a line becomes; nothing is written before the whole is confirmed."""
    waiting, tracker, read = _line(request, pk, number)
    asked = corrections_of(waiting.corrections).get(line_key(read))
    data = (request.POST,) if request.method == "POST" else ()
    form = LineForm(*data, read=read, asked=asked or Correction(), earlier=earlier_of(tracker, read))
    if data and form.is_valid():
        done = form.carry_out(
            correct_line, actor=request.actor, waiting=waiting, line=line_key(read), correction=form.correction()
        )
        if done is not None:
            return go_to(request, "intake:preview", f"La ligne {read.records[0]} est corrigée.", pk=pk)
    context = {
        "waiting": waiting,
        "form": form,
        "number": number,
        "record": read.records[0],
        "heading": f"Ligne {read.records[0]}",
        "cells": _cells(tracker, read),
        "remarks": _remarks(tracker, read),
        "persons": bool(read.persons),
        "is_corrected": asked is not None,
        "is_left_out": bool(asked and asked.dropped),
    }
    return page(request, "intake/line.html", context)


@require_POST
def leave_out(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The line will not be written, now or when the same file comes again."""
    waiting, _, read = _line(request, pk, number)
    correct_line(actor=request.actor, waiting=waiting, line=line_key(read), correction=Correction(dropped=True))
    return go_to(request, "intake:preview", f"La ligne {read.records[0]} est écartée.", pk=pk)


@require_POST
def restore(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The line as it was read."""
    waiting, _, read = _line(request, pk, number)
    correct_line(actor=request.actor, waiting=waiting, line=line_key(read), correction=None)
    return go_to(request, "intake:preview", f"La ligne {read.records[0]} est remise comme elle a été lue.", pk=pk)


def _line(request: Request, pk: UUID, number: int) -> tuple[WaitingFile, Tracker, ReadProblem]:
    waiting = mine(request, pk)
    if is_settled(waiting):
        raise Http404
    tracker = read_waiting(waiting)
    read = problem_of(tracker, number)
    if read is None or not read.records:
        raise Http404
    return waiting, tracker, read


def _cells(tracker: Tracker, read: ReadProblem) -> list[tuple[str, str]]:
    """The cells of the line as they stand, without what is said of persons; the hidden ones are not shown."""
    region = next((one for one in tracker.regions if one.sheet == read.sheet and read.records[0] in one.texts), None)
    if region is None:
        return []
    texts = region.texts[read.records[0]]
    silent = silent_columns(region.headings, region.columns)
    return [
        (" ".join(heading.split()), without_persons(texts[place]))
        for place, heading in enumerate(region.headings)
        if heading.strip() and place < len(texts) and texts[place].strip() and place not in silent
    ]


def _remarks(tracker: Tracker, read: ReadProblem) -> list[str]:
    lines = preview_lines(tracker)
    return [remark for line in lines if line.number == read.number for remark in line.remarks]
