"""Forms of the catalogue: what each table says of an entry, how an entry is added, withdrawn, replaced."""

from datetime import date
from typing import Any

from django import forms

from palier.cycle.catalogue.models import Answer, Category, Dated, Family, KnowledgeCard, LegalReference
from palier.partners.models import OrganisationType
from palier.partners.queries.wording import types_in_order
from palier.web.catalogue_admin.fields import CodesField
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

_CARD_HELP = "Phrases courtes et simples. Une ligne vide sépare deux paragraphes."
_VERIFY = "À vérifier : repose sur la connaissance générale du domaine, non sur un texte lu"


class SeenForm(PalierForm):
    """A form that posts back the revision it was filled from, so that no one overwrites another."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class NewEntry(PalierForm):
    """What an entry is born with: its code, for ever, and the day it comes into use."""

    code = forms.SlugField(
        label="Code", help_text="Il ne changera plus et ne servira qu’une fois : lettres, chiffres, tirets."
    )
    valid_from = DateField(label="En usage à partir du")

    def __init__(self, *args: Any, longest: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": today}, **kwargs)
        self.fields["code"].max_length = longest
        self.fields["code"].widget.attrs["maxlength"] = longest
        self.order_fields(["code", "valid_from"])

    def clean_code(self) -> str:
        """The code, no longer than the table holds."""
        code: str = self.cleaned_data["code"]
        longest = self.fields["code"].max_length
        if len(code) > longest:
            raise forms.ValidationError(f"Ce code est trop long : {longest} caractères au plus.", code="long")
        return code


class CategoryWords(PalierForm):
    """A category, what usually answers it, and what to read about it."""

    label = ScreenedTextField(label="Libellé", max_length=120)
    family = forms.ModelChoiceField(Family.objects.all(), label="Famille", empty_label="Choisir…")
    usual_place = ScreenedTextField(label="Lieu habituel", max_length=100, required=False)
    suggested_partners = CodesField(OrganisationType, label="Partenaires habituels (codes)")
    suggested_answers = CodesField(Answer, label="Réponses habituelles (codes)")
    individuals_likely = forms.BooleanField(
        label="Des personnes sont souvent en cause : rappeler qu’on écrit des lieux et des faits", required=False
    )
    card = forms.ModelChoiceField(
        KnowledgeCard.objects.all(), label="Fiche de connaissance", required=False, empty_label="Aucune"
    )


class AnswerWords(PalierForm):
    """An answer of the catalogue: who gives it, under which condition, on what law."""

    label = ScreenedTextField(label="Réponse", max_length=150)
    partner_type = forms.ModelChoiceField(
        OrganisationType.objects.none(), label="Type de partenaire", empty_label="Choisir…"
    )
    family = forms.ChoiceField(label="Famille de réponse", choices=Answer.Kind.choices)
    precondition = ScreenedTextField(label="Condition préalable", max_length=250, required=False)
    legal_references = CodesField(LegalReference, label="Base légale (codes des textes)")
    to_verify = forms.BooleanField(label=_VERIFY, required=False)
    concerns_person = forms.BooleanField(
        label="Concerne une personne : hors groupe, seul « oui ou non » est noté", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner_type"].queryset = types_in_order()

    def clean_partner_type(self) -> str:
        """The code of the type: answers keep it as such."""
        return str(self.cleaned_data["partner_type"].pk)


class WhyNotWords(PalierForm):
    """A « pourquoi pas » card and what it explains."""

    question = ScreenedTextField(label="Question", max_length=150, help_text="Telle qu’on la pose : « Pourquoi… ? »")
    text = ScreenedTextField(
        label="Réponse", max_length=2000, widget=forms.Textarea(attrs={"rows": 8}), help_text=_CARD_HELP
    )
    categories = CodesField(Category, label="Catégories concernées (codes)")
    answers = CodesField(Answer, label="Réponses expliquées (codes)")
    legal_references = CodesField(LegalReference, label="Base légale (codes des textes)")
    to_verify = forms.BooleanField(label=_VERIFY, required=False)


class KnowledgeWords(PalierForm):
    """A knowledge card."""

    title = ScreenedTextField(label="Titre", max_length=120)
    text = ScreenedTextField(
        label="Texte", max_length=2000, widget=forms.Textarea(attrs={"rows": 10}), help_text=_CARD_HELP
    )
    to_verify = forms.BooleanField(label=_VERIFY, required=False)


class LegalWords(PalierForm):
    """A legal reference."""

    label = ScreenedTextField(label="Référence", max_length=80, help_text="Comme on la cite : « Art. L272-4 CSI ».")
    meaning = ScreenedTextField(label="Ce que dit le texte", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    to_verify = forms.BooleanField(label=_VERIFY, required=False)


class WithdrawForm(SeenForm):
    """From which day an entry is no longer offered, and what replaces it."""

    deprecated_on = DateField(
        label="Retirer à partir du",
        required=False,
        help_text="Laissez vide pour remettre en usage. Les fiches passées gardent ce code. Format : JJ/MM/AAAA.",
    )
    replaced_by = forms.ModelChoiceField(
        Category.objects.none(), label="Remplacé par", required=False, empty_label="Rien ne le remplace"
    )

    def __init__(self, *args: Any, entry: Dated, **kwargs: Any) -> None:
        first = {name: getattr(entry, name) for name in ("deprecated_on", "replaced_by")}
        super().__init__(*args, initial={**first, "seen": entry.revision}, **kwargs)
        self.fields["replaced_by"].queryset = type(entry)._default_manager.exclude(pk=entry.pk)


class GravityForm(SeenForm):
    """The words of a level of gravity."""

    label = ScreenedTextField(label="Libellé", max_length=40)
    definition = ScreenedTextField(
        label="Définition",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La même pour tous les partenaires : ce que l’on voit sur place, en mots simples.",
    )
