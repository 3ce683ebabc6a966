"""The form that files a report, in three short parts: where, what, when. Usable without script, faster with it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.attachments.cleaning import MAX_BYTES
from palier.attachments.services import REMINDER, Upload
from palier.cycle.catalogue.models import Category
from palier.cycle.catalogue.queries import Proposal, propose_categories
from palier.cycle.problems.nearby import Spot
from palier.cycle.reports.models import Frequency, Report
from palier.geo.shapes import inner_point
from palier.kernel.ids import new_id
from palier.kernel.moments import UNKNOWN
from palier.partners.models import Group
from palier.web.attachments.forms import ACCEPTED, FilesField
from palier.web.place_choice.candidates import where_is
from palier.web.place_choice.drawn import DrawnPlaceForm
from palier.web.shell.fields import DateField, FactsField, FamilyChoiceField, LevelField
from palier.web.shell.forms import PalierForm
from palier.web.shell.moments import MomentsField
from palier.web.shell.screening import UnscreenedField

NOW, EARLIER = "now", "earlier"
PROPOSE = "proposer"  # the button that asks for categories, without script
TODAY, YESTERDAY, OTHER_DAY = "today", "yesterday", "other"
ENTERED = [choice for choice in Report.Channel.choices if choice[0] != Report.Channel.IMPORT]
PARTS = (
    ("1. Où ?", ("place_words", "place", "latitude", "longitude", "geometry", "sector", "kind")),
    ("2. Quoi ?", ("text", "category", "files", "level")),
    ("3. Quand ?", ("seen", "seen_on", "moments", "frequency", "channel", "group")),
)


class ReportForm(DrawnPlaceForm):
    """What was seen, where and when. « En cours » is never filed: the numbers to call are shown instead."""

    template_name = "reports/_form.html"

    happening = forms.ChoiceField(
        label="Est-ce en cours en ce moment ?",
        choices=[(EARLIER, "Non, c’est passé ou cela se répète"), (NOW, "Oui, c’est en cours")],
        widget=forms.RadioSelect,
        initial=EARLIER,
    )
    category = FamilyChoiceField(Category.objects.none(), label="De quoi s’agit-il ?", empty_label="Choisir…")
    text = FactsField(
        label="Ce qui a été constaté",
        max_length=2000,
        level=Level.GROUP,
        example="Dix à quinze personnes dans le hall entre 21 h et minuit, musique, détritus au matin.",
    )
    files = FilesField(
        label="Photos",
        required=False,
        help_text=f"Cinq au plus, 10 Mo chacune. {REMINDER}",
        error_messages={"empty": "Ce fichier est vide."},
    )
    seen = forms.ChoiceField(
        label="Vu pour la dernière fois",
        required=False,
        choices=[(TODAY, "Aujourd’hui"), (YESTERDAY, "Hier"), (OTHER_DAY, "Un autre jour")],
        widget=forms.RadioSelect,
    )
    seen_on = DateField(label="Quel autre jour ?", required=False)
    moments = MomentsField(required=False)
    frequency = forms.ChoiceField(
        label="À quelle fréquence ?", required=False, choices=[("", "Je ne sais pas"), *Frequency.choices]
    )
    channel = forms.ChoiceField(label="D’où vient l’information ?", choices=ENTERED, initial=Report.Channel.MEMBER)
    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    level = LevelField(levels=(Level.GROUP, Level.POLICE), initial=Level.GROUP)
    # However often the form is sent, one report is filed.
    filing_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(data, files=files, actor=actor, today=today, **kwargs)
        self.today = today
        groups = Group.objects.visible_to(actor).filter(pk__in=groups_where(actor, Verb.REPORT_FILE))
        self.fields["group"].queryset = groups
        self.fields["category"].queryset = Category.objects.in_use(today).select_related("family")
        self.fields["group"].initial = groups.first()
        self.fields["filing_key"].initial = new_id
        self.fields["seen"].template_name = "forms/chips.html"
        self.fields["files"].widget.attrs |= {"class": "fr-upload", "accept": ACCEPTED}
        if groups.count() == 1:
            self.fields["group"].widget = forms.HiddenInput()
        if Level.POLICE not in actor.groups_by_clearance():
            del self.fields["level"]

    def clean(self) -> dict[str, Any]:
        """« Aujourd’hui » and « hier » are days; the box, which they hide, is for another one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        days = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1)}
        cleaned["seen_on"] = days.get(cleaned.get("seen") or "", cleaned.get("seen_on"))
        return cleaned

    @property
    def is_happening_now(self) -> bool:
        """True when the person says that it is going on: nothing is filed."""
        return bool(self.is_bound and self.data.get("happening") == NOW)

    @property
    def asks_for_categories(self) -> bool:
        """True when « Proposer une catégorie » was pressed: the page comes back with them, nothing is checked yet."""
        return bool(self.is_bound and PROPOSE in self.data)

    @property
    def proposals(self) -> list[Proposal]:
        """The categories proposed for the text as it stands; none without one (decision 35)."""
        text, wanted = self.data.get("text", "").strip(), self.data.get("group", "")
        group_id = next((pk for pk, _ in self.fields["group"].choices if str(pk) == wanted), None)
        if not text or group_id is None:
            return []
        return propose_categories(actor=self.actor, group_id=group_id.value, text=text[:5000], day=self.today)

    @property
    def proposed(self) -> str:
        """The code that was proposed first when the form was sent; empty when nothing was."""
        return str(self.data.get("proposed", ""))[:5].replace("\0", "")

    @property
    def parts(self) -> Iterator[tuple[str, list[Any], list[Any]]]:
        """Each part: its question, its fields that are seen, those that are not."""
        for title, names in PARTS:
            bound = [self[name] for name in names if name in self.fields]
            yield title, [one for one in bound if not one.is_hidden], [one for one in bound if one.is_hidden]

    @property
    def sent_files(self) -> list[Upload]:
        """The files that came with the form, read again from their beginning."""
        received = self.files.getlist("files") if hasattr(self.files, "getlist") else []
        for one in received:
            one.seek(0)
        return [Upload(one.name, one.read(MAX_BYTES + 1)) for one in received]

    def spot(self) -> Spot:
        """What is told so far of where, what and when: enough to look for what is known."""
        place, latitude, longitude = where_is(self.actor, self.data.get("place", ""))
        if (shape := self.drawn) is not None:
            longitude, latitude = inner_point(shape)
        category = Category.objects.filter(pk=self.data.get("category", "")[:5].replace("\0", "")).first()
        try:
            field = self.fields["moments"]
            moments = field.clean(field.widget.value_from_datadict(self.data, {}, "moments"))
        except forms.ValidationError:
            moments = UNKNOWN
        return Spot(place, latitude, longitude, category, moments or UNKNOWN)


class NumberForm(PalierForm):
    """The number that a reporter quotes."""

    numero = UnscreenedField(
        why="une recherche, jamais conservée",
        label="Retrouver un signalement par son numéro",
        required=False,
        max_length=20,
    )


class SightingForm(ReportForm):
    """The same form, sent to confirm what is known: where and what are answered, the rest may be left out."""

    ANSWERED = ("place", "kind", "sector", "category", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.ANSWERED:
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """What only matters for a new place or a new matter is not asked."""
        for name in ("place", "kind", "sector", "category"):
            self.errors.pop(name, None)
        return super().clean()
