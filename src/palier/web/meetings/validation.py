"""What validating the minutes of a meeting asks, and what it then says."""

from django import forms

from palier.cycle.meetings.services import DAYS_TO_REMARK
from palier.cycle.minutes.validating import Sent
from palier.kernel.wording import counted
from palier.web.shell.bodies import mail_is_sent
from palier.web.shell.forms import PalierForm


class ValidationForm(PalierForm):
    """How long those who attended may remark."""

    unscreened = "un nombre"
    days = forms.IntegerField(
        label="Jours pour les remarques des participants",
        min_value=0,
        max_value=30,
        initial=DAYS_TO_REMARK,
        help_text="Ensuite, le relevé est figé et numéroté de lui-même, une fois chaque remarque répondue.",
    )


def told_of(sent: Sent) -> str:
    """What validating did, in a sentence or two."""
    words = ["Le relevé est validé."]
    if mails := len(sent.slips) + len(sent.links):
        leaving = counted(mails, "courriel part", "courriels partent")
        words.append(f"{leaving} dans vingt minutes : d’ici là, retirer la validation les retient.")
        if not mail_is_sent():
            words[-1] = "Aucun serveur de courriel n’est réglé : ce qui est écrit attend, sans partir."
    if sent.without_address:
        names = ", ".join(one.name for one in sent.without_address)
        words.append(f"Sans adresse où écrire : {names}.")
    return " ".join(words)
