"""The answers behind a link: how each one reads, and the form it asks for."""

from dataclasses import dataclass

from palier.access.actor import Actor
from palier.cycle.actions.models import Action
from palier.cycle.slips.services import answers_to
from palier.web.answering.forms import AnswerForm, DoneForm, PostponeForm, ReasonForm


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the words of its button, the title of its page, its form."""

    name: str
    label: str
    title: str
    form: type[AnswerForm] = AnswerForm
    # What it does, above its button.
    lead: str = ""
    # False for what nobody waits for.
    is_awaited: bool = True


ANEW = "Votre réponse est effacée, et vous pourrez de nouveau accepter ou décliner. Le chef de secteur en est averti."
UNDONE = "L’engagement revient à tenir, à la même échéance. Le chef de secteur en est averti."
_ALL = (
    Answer("accept", "J’accepte", "J’accepte cet engagement"),
    Answer("decline", "Je décline", "Je décline cet engagement", ReasonForm),
    Answer("complete", "C’est fait", "C’est fait", DoneForm),
    Answer("postpone", "Pas encore", "Pas encore : une nouvelle date", PostponeForm),
    Answer("block", "Je ne peux pas", "Je ne peux pas : dites pourquoi", ReasonForm),
    Answer("take_back", "Changer ma réponse", "Changer ma réponse", lead=ANEW, is_awaited=False),
    Answer("resume", "Ce n’est pas fait", "Ce n’est pas fait", lead=UNDONE, is_awaited=False),
)


def offered(action: Action, actor: Actor) -> list[Answer]:
    """The answers that a link offers for this promise now."""
    possible = answers_to(action, actor)
    return [answer for answer in _ALL if answer.name in possible]
