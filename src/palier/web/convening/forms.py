"""The answer to an invitation: present, excused, or represented by an organisation."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from palier.cycle.convening.models import Convocation
from palier.partners.models import Organisation
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

CHOICES = (
    (Convocation.Answer.PRESENT, "Je viens"),
    (Convocation.Answer.EXCUSED, "Je suis excusé"),
    (Convocation.Answer.REPRESENTED, "Je suis représenté"),
)


class AnswerForm(PalierForm):
    """Whether one comes; who stands for one is an organisation and a function, never a name."""

    refusal_title = "Votre réponse n’est pas enregistrée"
    answer = forms.ChoiceField(label="Votre réponse", choices=CHOICES, widget=forms.RadioSelect)
    represented_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Représenté par",
        required=False,
        empty_label="Choisir…",
        help_text="Si vous êtes représenté : une organisation du groupe, la vôtre comprise.",
    )
    represented_as = ScreenedTextField(
        label="À quel titre", max_length=60, required=False, help_text="Une fonction, sans nom : « adjoint technique »."
    )

    def __init__(self, data: Any, *, convocation: Convocation, organisations: QuerySet[Organisation]) -> None:
        answered = {
            "answer": convocation.answer,
            "represented_by": convocation.represented_by_id or convocation.organisation_id,
            "represented_as": convocation.represented_as,
        }
        super().__init__(data, initial=answered)
        self.fields["represented_by"].queryset = organisations
