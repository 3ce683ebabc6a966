"""Forms of the account screens."""

from typing import Any

from django import forms

from palier.access.roles import MANDATE_ROLES, Role
from palier.partners.invitations import Guest
from palier.partners.models import RightsRequest
from palier.territory.models import Department, District
from palier.web.account.allauth_forms import PASSWORD_RULE
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import UnscreenedField

NEW_PASSWORD = {"autocomplete": "new-password"}
DIFFERENT = "Les deux saisies diffèrent : retapez le même mot de passe."


class AcceptForm(PalierForm):
    """The password of a new account, twice."""

    password1 = forms.CharField(
        label="Mot de passe", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD), help_text=PASSWORD_RULE
    )
    password2 = forms.CharField(
        label="Mot de passe, encore une fois", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD)
    )

    def clean_password2(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(DIFFERENT)
        return again


class MandateForm(PalierForm):
    """A mandate and the territory it is held over."""

    role = forms.ChoiceField(label="Mandat", choices=[(role.value, role.label) for role in MANDATE_ROLES])
    district = forms.ModelChoiceField(
        District.objects.order_by("name"),
        label="Circonscription",
        required=False,
        empty_label="Aucune",
        help_text="Pour un chef de circonscription.",
    )
    department = forms.ModelChoiceField(
        Department.objects.order_by("name"),
        label="Département",
        required=False,
        empty_label="Aucun",
        help_text="Pour une direction départementale.",
    )

    def mandate(self) -> dict[str, Any]:
        """What was chosen, as the services take it."""
        return {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}


class InviteForm(MandateForm):
    """A person invited with a mandate: partners' contacts are invited from their own sheet."""

    name = UnscreenedField(why="le nom d’un titulaire de compte", label="Nom affiché", max_length=150)
    email = forms.EmailField(label="Adresse électronique", help_text="Format attendu : nom@domaine.fr")
    field_order = ("name", "email", "role", "district", "department")

    def guest(self) -> Guest:
        """The person to invite."""
        data = self.mandate()
        return Guest(**data)


class RightsForm(PalierForm):
    """A member's request about its own data."""

    kind = forms.ChoiceField(label="Votre demande", choices=RightsRequest.Kind.choices)
    text = UnscreenedField(
        why="une personne y parle de ses propres données",
        label="Précisions",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce qui est inexact, ce que vous souhaitez voir effacé. 1 000 caractères au plus.",
    )


class AnswerForm(PalierForm):
    """The answer to a request."""

    outcome = forms.ChoiceField(label="Suite donnée", choices=RightsRequest.Outcome.choices)
    text = UnscreenedField(
        why="une personne y parle de ses propres données",
        label="Réponse à la personne",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lue par la personne sur sa page. Obligatoire en cas de refus.",
    )


class PersonSearchForm(PalierForm):
    """Words to find a person by."""

    words = UnscreenedField(why="une recherche, jamais conservée", label="Nom ou adresse électronique", max_length=150)


class RectifyForm(PalierForm):
    """The corrected name and address of an account."""

    name = UnscreenedField(why="le nom d’un titulaire de compte", label="Nom affiché", max_length=150)
    email = forms.EmailField(label="Adresse électronique", help_text="Format attendu : nom@domaine.fr")
