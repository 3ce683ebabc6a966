"""The forms shown in the catalogue: one field of each kind."""

from django import forms

from palier.access.levels import Level
from palier.web.shell.fields import DateField, FactsField, LevelField, TimeField, UploadField
from palier.web.shell.forms import PalierForm
from palier.web.shell.moments import MomentsField
from palier.web.shell.screening import ScreenedTextField, UnscreenedField

KINDS = [("", "Choisir…"), ("hall", "Hall d’immeuble"), ("parking", "Parking"), ("stop", "Arrêt de bus")]
STATES = [("", "Tous"), ("open", "Ouvertes"), ("watch", "En observation"), ("closed", "Closes")]


class SampleForm(PalierForm):
    """A field of each kind."""

    title = ScreenedTextField(label="Intitulé", help_text="Le lieu et ce qui s’y passe, en quelques mots.")
    kind = forms.ChoiceField(label="Type de lieu", choices=KINDS)
    day = DateField(label="Premier fait constaté le")
    hour = TimeField(label="Vers quelle heure ?", required=False)
    facts = FactsField(
        label="Ce qui a été constaté",
        level=Level.GROUP,
        example="Regroupements de 18 h à 22 h dans le hall B, porte forcée trois fois depuis septembre.",
    )
    photo = UploadField(label="Photo", required=False, accepts=(".jpg", ".png"), help_text="10 Mo au plus.")
    level = LevelField(levels=(Level.GROUP, Level.POLICE))
    partners = forms.MultipleChoiceField(
        label="Partenaires concernés",
        required=False,
        choices=[("mairie", "Mairie"), ("bailleur", "Bailleur social"), ("education", "Éducation nationale")],
        widget=forms.CheckboxSelectMultiple,
    )
    moments = MomentsField(required=False)
    known = forms.BooleanField(label="Le gestionnaire est déjà prévenu", required=False)


class SampleFilters(PalierForm):
    """What a list is filtered by."""

    state = forms.ChoiceField(label="État", choices=STATES, required=False)
    words = UnscreenedField(why="une recherche, jamais conservée", label="Mots", required=False)
