"""Free text is screened before it is kept: the passages are shown, reworded by the writer, or maintained and logged.

One mechanism for every form: a `ScreenedTextField` is read once the form is sound; its passages become an error, and
a notice under the box offers a neutral rewording, or to maintain the text with a reason chosen in a list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils.crypto import salted_hmac
from dsfr.forms import DsfrBaseForm

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.rows import seal_of
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.journal.wording import KINDS, kind_label
from palier.kernel import clock
from palier.screening import Kind, Span, find_spans, neutral, suggestion
from palier.screening.typed import Typed

REWORD = "reword"
# Why a text is maintained: a closed list, so that the reason names nobody either (requirement 43).
REASONS = (
    ("place", "C’est le nom d’un lieu, d’un commerce ou d’une organisation"),
    ("nobody", "Ces mots ne désignent personne en particulier"),
    ("duty", "C’est un membre du groupe ou un interlocuteur, dans ses fonctions"),
    ("needed", "Sans ce passage, le fait ne se comprend pas"),
)
_CODES = {code for code, _ in REASONS}
REWORDED = "Le texte a été reformulé. Relisez-le, puis enregistrez."
WHY = "Choisissez pourquoi ce texte est maintenu."


class ScreenedTextField(forms.CharField):
    """A free text, on one line unless told otherwise, whose passages about persons are shown before it is kept."""

    def to_python(self, value: Any) -> str:
        """What was typed; nothing when none of it can be seen."""
        text = super().to_python(value) or ""
        return text if Typed(text).seen.strip() else ""


class UnscreenedField(forms.CharField):
    """A text that is not screened; `why` says so, and a test asks for it."""

    def __init__(self, *, why: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.why = why


@dataclass(frozen=True, slots=True)
class Justification:
    """A text maintained: which field, which kinds of passage, and the code of the reason. Never the passage."""

    field: str
    kinds: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text: a passage when it has a kind."""

    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of one kind, and what is offered in place of each."""

    kind: Kind
    offers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice under a box shows, and the names of what it sends back."""

    name: str
    id: str
    text: str
    spans: list[Span]
    maintained: bool = False
    reason: str = ""
    lacks_reason: bool = False
    reasons: tuple[tuple[str, str], ...] = field(default=REASONS)

    @property
    def parts(self) -> Iterator[Part]:
        """The text, cut at its passages."""
        at = 0
        for span in self.spans:
            yield Part(self.text[at : span.start])
            yield Part(span.of(self.text), span.kind)
            at = span.end
        yield Part(self.text[at:])

    @property
    def kinds(self) -> list[Passages]:
        """The passages kind by kind, in the order they are met."""
        found: dict[Kind, list[tuple[str, str]]] = {}
        for span in self.spans:
            found.setdefault(span.kind, []).append((span.of(self.text), suggestion(self.text, span)))
        return [Passages(kind, offers) for kind, offers in found.items()]

    @property
    def rewording(self) -> str:
        """The neutral text offered."""
        return neutral(self.text, self.spans)

    @property
    def seal(self) -> str:
        """Which passages were shown: maintaining them maintains no other."""
        return _seal(self.text, self.spans)


class Screening(DsfrBaseForm):  # type: ignore[misc]  # untyped base
    """The part of a form that screens its texts. `unscreened` says why a whole form has none to screen."""

    data: Any
    notices: Mapping[str, Notice] = {}
    justifications: Sequence[Justification] = ()
    unscreened = ""

    def _post_clean(self) -> None:
        super()._post_clean()
        self.notices, self.justifications = {}, ()
        for name, screened in self.fields.items():
            text = self.cleaned_data.get(name)
            if isinstance(screened, ScreenedTextField) and text and name in self.changed_data:
                self._screen(name, text)

    def _screen(self, name: str, text: str) -> None:
        spans = find_spans(text)
        if not spans:
            return
        html_name = self.add_prefix(name)
        notice = self._notice(html_name, text, spans)
        if self.data.get(REWORD) == html_name:
            self.data = _with(self.data, html_name, notice.rewording)
            self.add_error(name, forms.ValidationError(REWORDED, code="reworded"))
        elif notice.maintained and notice.reason in _CODES:
            self.justifications = (*self.justifications, Justification(name, _codes(spans), notice.reason))
        else:
            self.notices = {**self.notices, name: notice}
            self.add_error(name, forms.ValidationError(WHY if notice.maintained else _told(spans), code="persons"))

    def _notice(self, html_name: str, text: str, spans: list[Span]) -> Notice:
        answer = self.data.get
        maintained = bool(answer(f"{html_name}-maintained")) and answer(f"{html_name}-seal") == _seal(text, spans)
        reason = answer(f"{html_name}-reason", "") if maintained else ""
        box = self.auto_id % html_name if self.auto_id and "%s" in str(self.auto_id) else html_name
        return Notice(html_name, box, text, spans, maintained, reason, maintained and reason not in _CODES)


def record_justifications(
    justifications: Sequence[Justification], *, result: object, arguments: Mapping[str, Any]
) -> None:
    """One entry for each text maintained, in the caller's transaction: ids and kinds only, never the passage.

    The subject is the record the service gave back, or the one it was called with; sealed like it.
    """
    request = arguments.get("request")
    actor: Actor = arguments["actor"] if "actor" in arguments else cast(Any, request).actor
    at = arguments.get("now")
    subject = _subject([result, *arguments.values()])
    for one in justifications:
        record_event(
            Event.TEXT_JUSTIFY,
            actor=actor,
            at=at if isinstance(at, datetime) else clock.now(),
            subject=subject,
            payload={"field": one.field, "kinds": list(one.kinds), "reason": one.reason},
        )


def _subject(candidates: list[object]) -> Subject:
    records = [one for one in candidates if isinstance(one, Model)]
    known = [one for one in records if one._meta.model_name in KINDS] or records
    if not known:
        return Subject("text", None, KINDS["text"])
    kind = known[0]._meta.model_name or ""
    if not hasattr(type(known[0]), "protection"):
        return Subject(kind, known[0].pk, kind_label(kind), None, Level.POLICE)
    seal = seal_of(known[0])
    return Subject(kind, known[0].pk, kind_label(kind), seal.group_id, seal.level)


def _codes(spans: list[Span]) -> tuple[str, ...]:
    return tuple(sorted({span.kind.code for span in spans}))


def _seal(text: str, spans: list[Span]) -> str:
    passages = "\x1f".join(f"{span.kind.code}:{span.of(text)}" for span in spans)
    return salted_hmac("palier.screening", passages).hexdigest()


def _told(spans: list[Span]) -> str:
    labels = ", ".join(dict.fromkeys(span.kind.label.lower() for span in spans))
    return f"Ce texte semble désigner une personne ({labels}). Reformulez-le, ou dites pourquoi vous le maintenez."


def _with(data: Any, name: str, value: str) -> Any:
    """What was sent, one value replaced."""
    sent = data.copy()
    sent[name] = value
    return sent
