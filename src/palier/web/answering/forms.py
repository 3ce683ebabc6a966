"""One form per answer to an action: what was observed, why, to when."""

from palier.access.levels import Level
from palier.web.attachments.forms import ACCEPTED, LIMITS, FilesField
from palier.web.shell.fields import DateField, FactsField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField


class AnswerForm(PalierForm):
    """An answer that asks for nothing; the base of those that do."""


class ConfirmForm(AnswerForm):
    """Asks for nothing but a second look: what is said in the name of somebody else."""


class DoneForm(AnswerForm):
    """What was observed, with photographs of the place if there are some."""

    observation = FactsField(
        label="Ce qui a été constaté", max_length=500, rows=3, level=Level.GROUP, example="Porte réparée le 12, testée."
    )
    ticket = ScreenedTextField(label="Référence de votre service", max_length=60, required=False)
    files = FilesField(label="Photos du lieu", required=False, help_text=LIMITS)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs |= {"class": "fr-upload", "accept": ACCEPTED}


class ReasonForm(AnswerForm):
    """Why."""

    reason = FactsField(label="Motif", max_length=300, rows=3, level=Level.GROUP, example="Pièce en commande.")


class PostponeForm(AnswerForm):
    """To when, and why."""

    due = DateField(label="Nouvelle échéance")
    reason = FactsField(label="Motif", max_length=200, rows=2, level=Level.GROUP)
