"""Files are never static: each goes through the rule of its row, and no cache keeps it."""

from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from palier.attachments.models import Attachment, subject_models
from palier.attachments.services import REMINDER, add_attachments, content_of, remove_attachment
from palier.kernel import clock
from palier.web.attachments.addresses import address_of_subject
from palier.web.attachments.forms import AddFilesForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

# Whatever a file holds, the browser runs none of it and gives it no origin.
SANDBOX = "default-src 'none'; img-src 'self'; sandbox"


def file(request: Request, pk: UUID) -> HttpResponse:
    """The bytes of a file: pictures in place, anything else to be saved."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.actor), pk=pk)
    # The subject may have become restricted after the file came in.
    note_reading(request, attachment, _subject_or_404(request, attachment.subject_type, attachment.subject_id))
    response = HttpResponse(content_of(attachment), content_type=attachment.content_type)
    disposition = content_disposition_header(as_attachment=not attachment.is_image, filename=attachment.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def add(request: Request, kind: str, pk: UUID) -> HttpResponse:
    """Join files to a subject the reader sees."""
    subject = _subject_or_404(request, kind, pk)
    sent = request.method == "POST"
    form = AddFilesForm(request.POST, request.FILES) if sent else AddFilesForm()
    if sent and form.is_valid():
        uploads = form.cleaned_data["files"]
        added = form.carry_out(add_attachments, actor=request.actor, subject=subject, uploads=uploads, now=clock.now())
        if added is not None:
            return go_to(request, address_of_subject(kind, pk), "Pièces jointes ajoutées.")
    context = {"form": form, "subject": subject, "reminder": REMINDER, "back": address_of_subject(kind, pk)}
    return page(request, "attachments/add.html", context)


@require_POST
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Remove a file for good."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.actor), pk=pk)
    remove_attachment(actor=request.actor, attachment=attachment, now=clock.now())
    back = address_of_subject(attachment.subject_type, attachment.subject_id)
    return go_to(request, back, "Pièce jointe retirée.")


def _subject_or_404(request: Request, kind: str, pk: UUID) -> Model:
    model = subject_models().get(kind)
    if model is None:
        raise Http404
    rows = model._default_manager.visible_to(request.actor)  # type: ignore[attr-defined]  # sealed manager
    subject: Model = get_object_or_404(rows, pk=pk)
    return subject
