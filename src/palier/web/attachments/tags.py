"""`{% attachments subject=problem %}`: the files of a record that this reader sees, and the way to add some."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from palier.access.grants import Verb, holds
from palier.access.rows import seal_of
from palier.attachments.models import Attachment

register = template.Library()


@register.simple_tag(takes_context=True)
def attachments(context: Mapping[str, Any], *, subject: Model) -> SafeString:
    """The list of files, each to open or to remove, and the button to add some."""
    request = context["request"]
    actor, group_id = request.actor, seal_of(subject).group_id
    kind = subject._meta.model_name or ""
    files = list(Attachment.objects.visible_to(actor).filter(subject_type=kind, subject_id=subject.pk))
    may_remove = holds(actor, Verb.FILE_REMOVE, group_id)
    rows = [(one, may_remove or (one.uploaded_by is not None and one.uploaded_by == actor.user_id)) for one in files]
    may_add = holds(actor, Verb.FILE_ADD, group_id)
    add_url = reverse("attachments:add", kwargs={"kind": kind, "pk": subject.pk}) if may_add else ""
    return render_to_string("attachments/_files.html", {"rows": rows, "add_url": add_url}, request=request)
