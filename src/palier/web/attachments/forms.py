"""The form that sends files: up to five at once, checked by the service."""

from typing import Any

from django import forms

from palier.attachments.cleaning import MAX_BYTES
from palier.attachments.services import Upload
from palier.web.shell.forms import PalierForm

LIMITS = "Images (JPEG, PNG, WebP, GIF) ou PDF, 10 Mo chacun, cinq au plus."
ACCEPTED = ".jpg,.jpeg,.png,.webp,.gif,.pdf"


class ManyFiles(forms.FileInput):
    """A file box that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files, as the attachments service takes them."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The files with their bytes; one too large is read just past the limit, and refused by the service."""
        received: list[Any] = data if isinstance(data, list) and data else [None]
        checked = [super(FilesField, self).clean(one, initial) for one in received]
        return [Upload(one.name, one.read(MAX_BYTES + 1)) for one in checked if one]


class AddFilesForm(PalierForm):
    """Files to join."""

    files = FilesField(
        label="Fichiers",
        help_text=LIMITS,
        error_messages={"required": "Choisissez au moins un fichier.", "empty": "Ce fichier est vide."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs |= {"class": "fr-upload", "accept": ACCEPTED}
