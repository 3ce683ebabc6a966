"""What became of a problem, from the words, the closing date, the notes and the colour of its lines.

The cell of the state speaks first; where it is silent or contradicted, the closing date, the notes and the colour do,
and the state is said to be guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from palier.intake.layout.legend import USUAL
from palier.intake.words import fold


class Told(StrEnum):
    """The state a tracker tells of, as decision 29 codes it."""

    REPORTED = "signale"
    RUNNING = "en_cours"
    WATCHED = "en_observation"
    SOLVED = "resolu"
    NO_EFFECT = "clos_sans_effet"
    DROPPED = "abandonne"
    DECLINED = "non_retenu"


OUT = frozenset([Told.SOLVED, Told.NO_EFFECT, Told.DROPPED, Told.DECLINED])


@dataclass(frozen=True, slots=True)
class Mark:
    """What one line says of the progress: its words, whether it is done, when the group met."""

    words: str
    done: bool | None
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """Everything one line of a tracker says of the state of its problem."""

    state: str = ""
    notes: str = ""
    colour: str = ""
    closed_on: date | None = None
    has_actions: bool = False


@dataclass(frozen=True, slots=True)
class ReadState:
    """A state, whether it is written in so many words, and what it rests on when it is not."""

    told: Told
    is_written: bool
    why: str = ""


_FAILED = (
    r"sans (?:aucun )?(?:effet|suite|resultat)|aucun (?:effet|resultat)|\bechec\b|(?<!plus )toujours (?:au meme|la\b|le meme|autant|present)"
    r"|\b(?<!ne )continue(?:nt)?\b|\brien (?:n a )?change|aucun changement|pas (?:d |de )?(?:effet|amelioration)|aucun levier"
    r"|persist|inchange|meme niveau"
)
_LEAVES = r"\bclos(?:e|es)?\b|\bcloture|\bclasse|sorti du suivi|sortie du suivi|\bfermee?s?\b|\bferme le point|\btermine|\bsort du tableau|\bsorti du tableau"
_SENT = (
    r"transmis[e]? (?:au |a la |a l |aux )?(?:gltd|parquet|ccas|clspd|cispd|cellule|ddpp|bailleur|prefecture|service|urbanisme)"
    r"|(?:re)?oriente[e]? (?:vers |au |a la |a l )?\w|renvoye[e]? (?:vers|au|a)|releve (?:du|de la|de l|d) |plus suivi ici"
    r"|\bhors (?:gpo|competence|cadre|perimetre|champ|sujet)|sorti du gpo|sortir ce point"
    r"|pas (?:pour nous|du ressort|de notre ressort|un pb gpo|un probleme gpo|de notre competence)|ne releve pas"
    r"|situation individuelle|ne plus en parler|litige prive|conflit prive"
)
_WORDS: tuple[tuple[Told, str], ...] = (
    (
        Told.DECLINED,
        rf"non retenu|pas retenu|\brefuse[e]?\b|\brejete|sans objet|non concerne|{_SENT}|\bgltd\b|irrecevable|doublon refuse",
    ),
    (Told.DROPPED, r"\babandon|laiss\w* tomb|\bon laisse\b|plus suivi|suivi arrete|renonc"),
    (
        Told.RUNNING,
        r"en partie|partiel|en voie de|en cours|\bpas (?:encore )?(?:regle|resolu|fini|termine|clos)|non (?:regle|resolu|clos)"
        r"|a rouvrir|re ?ouvert|rouvert|reactive|recommence|\bmoins (?:pire|mal)|c est mieux|va mieux|ameliorat"
        r"|en attente|\battente|relanc|en instance|d actualite|bloque|en retard|programme|en traitement|persist|\bcontinue"
        r"|toujours (?:la|pareil|le meme|present|en)|travaux|devis|suivi en|urgent|prioritaire|actif|ouvert\b|demarre",
    ),
    (
        Told.WATCHED,
        r"surveil|garde un oeil|\boeil\b|a revoir|\brevoir\b|effet a (?:verifier|mesurer)|observ|\bobs\b|a suivre|vigilan"
        r"|attendre (?:le|l|la) |\bveille\b|suivi rapproche|sous suivi|stabilise|a confirmer",
    ),
    (
        Told.SOLVED,
        r"\bclos(?:e|es)?\b|clotur|resolu|\bregle[es]*\b|termine|plus de |plus aucun|aucun fait|plus rien|\bras\b|disparu"
        r"|\bsolde[es]*\b|bien accepte|tres satisf|conforme|\bok\b|\bfait[es]*\b|\bfini[es]*\b|repare|traite[es]*\b"
        r"|rien a signaler|acheve|effectue|realise|leve[e]?\b|archive|ferme[e]?\b",
    ),
    (
        Told.REPORTED,
        r"\bnouve(?:au|lle)|signale|a (?:traiter|evaluer|examiner|qualifier|etudier|instruire|voir)\b|\brecue?\b|vient d"
        r"|\bouverture|enregistre|a analyser|pris en compte|en reception|non traite",
    ),
)
_CALM = r"\bcalme|\bras\b|plus rien|rien depuis|plus (?:de|d|aucun)\b|aucun (?:fait|appel|incident|signalement|retour|probleme|nouveau)|0 (?:fait|appel|intervention)|pas de nouveau|bien mieux|apais"
_BETTER = rf"{_CALM}|sans (?:accident|incident)|\bmieux\b|amelior|maintenu"
_RESUMES = r"recommence|reprise|revien|revenu|retour|ca continue|\bcontinue|toujours|encore|persist|pareil|tjs|tjrs|de nouveau|degrade"
_DOUBLE = re.compile(r"\bdoubl|\bidem\b|^(?:cf|voir)\b|regroupe|\bmeme que\b")


def read_state(marks: Sequence[Mark], stated: str, latest_meeting: date | None) -> tuple[Told, bool]:
    """The state of a problem told in several lines, and whether it is written (True) or guessed (False).

    `stated` is the cell of a state column, when the tracker has one; `latest_meeting` the last of the whole file.
    """
    said = said_state(stated)
    if said:
        return said, True
    last = marks[-1]
    spoken = _outcome_state(last.words)
    # A line that is not done cannot close by a mild word.
    if spoken and (last.done is not False or spoken is not Told.SOLVED):
        return spoken, True
    return _by_marks(marks, latest_meeting), False


def read_line_state(said: Said, legend: Mapping[str, str]) -> ReadState:
    """The state of a problem told in one line."""
    words = said_state(said.state)
    if words is None:
        return _by_signs(said, legend)
    last = _last_note(said.notes)
    if words is Told.SOLVED:
        if re.search(_FAILED, fold(said.state)) or _failed(said.notes):
            return ReadState(Told.NO_EFFECT, is_written=True, why="clos, mais les notes disent que cela continue")
        if _sent_elsewhere(said.notes):
            return ReadState(Told.DECLINED, is_written=False, why="les notes disent que le point est parti ailleurs")
    if words is Told.WATCHED and "revoir" in fold(said.state):
        calm = _is_calm(last) or (_is_calm(said.notes) and not re.search(_RESUMES, fold(last)))
        told = Told.WATCHED if calm and not re.search(_RESUMES, fold(last)) else Told.RUNNING
        return ReadState(told, is_written=False, why="« à revoir » : lu d’après les notes")
    return ReadState(words, is_written=True)


def said_state(words: str) -> Told | None:
    """The state that a text says in so many words."""
    folded = fold(words)
    if re.search(_FAILED, folded) and (re.search(_LEAVES, folded) or re.search(r"^sans suite|^echec", folded)):
        return Told.NO_EFFECT
    return next((state for state, pattern in _WORDS if re.search(pattern, folded)), None)


def is_double(words: str) -> bool:
    """True when the cell of the state only says that the line is another one’s double."""
    return bool(_DOUBLE.search(fold(words)))


_OUTCOMES: tuple[tuple[Told, str], ...] = (
    (Told.DROPPED, r"\babandon"),
    (Told.DECLINED, rf"non retenu|{_SENT}"),
    (
        Told.WATCHED,
        r"surveill|garde un oeil|\brevoir\b|effet a (?:verifier|mesurer)|observation|a suivre|sous vigilance"
        r"|rester vigilant|attendre (?:le|l|la) ",
    ),
    (
        Told.SOLVED,
        r"\bclos\b|cloture|resolu|\bregle\b|termine|plus de |plus aucun|aucun fait|plus rien|\bras\b|disparu|\bsolde\b"
        r"|bien accepte|tres satisf|conforme",
    ),
)


def _outcome_state(words: str) -> Told | None:
    """The state that a note says: fewer words count there than in a cell made for the state."""
    folded = fold(words)
    if re.search(_LEAVES, folded) and re.search(_FAILED, folded):
        return Told.NO_EFFECT
    return next((state for state, pattern in _OUTCOMES if re.search(pattern, folded)), None)


def _by_signs(said: Said, legend: Mapping[str, str]) -> ReadState:
    """The state where the cell says none: closing date, then the end of the notes, then the colour, then nothing."""
    meaning = legend.get(said.colour) or USUAL.get(said.colour, "")
    coloured = said_state(meaning) if meaning else None
    if said.closed_on:
        spoken = _outcome_state(_last_note(said.notes))
        told = spoken if spoken in OUT else Told.SOLVED
        return ReadState(told, is_written=False, why="une date de clôture est écrite")
    if coloured:
        return ReadState(coloured, is_written=False, why=f"d’après la couleur ({said.colour} : {meaning})")
    spoken = _outcome_state(_last_note(said.notes))
    if spoken:
        return ReadState(spoken, is_written=False, why="d’après les notes")
    if said.has_actions:
        return ReadState(Told.RUNNING, is_written=False, why="des actions sont écrites, aucune fin ne l’est")
    return ReadState(Told.REPORTED, is_written=False, why="rien n’a encore été décidé")


def _last_note(notes: str) -> str:
    """The last dated note, or the last line: what was said last counts."""
    lines = [line for line in notes.splitlines() if line.strip()]
    if not lines:
        return ""
    parts = re.split(r"(?<!\d)(?=\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*(?::|\s))", lines[-1])
    return next((part for part in reversed(parts) if part.strip()), lines[-1])


def _failed(notes: str) -> bool:
    folded = fold(_last_note(notes))
    # A note that says both (« été sans accident, des sauts continuent ») does not overrule the cell.
    return bool(re.search(_FAILED, folded)) and not re.search(_BETTER, folded)


def _sent_elsewhere(notes: str) -> bool:
    # What stands in brackets is said in passing: « (hors GPO) » of one person, not of the point.
    bare = re.sub(r"\([^)]*\)", " ", _last_note(notes))
    return bool(
        re.search(
            r"plus suivi ici|\bhors gpo\b|pas un pb gpo|transmis[e]? (?:au|a la|a l) (?:gltd|clspd|parquet)", fold(bare)
        )
    )


def _is_calm(notes: str) -> bool:
    return bool(re.search(_CALM, fold(notes)))


def _by_marks(marks: Sequence[Mark], latest_meeting: date | None) -> Told:
    meetings = {mark.met_on for mark in marks if mark.met_on}
    fresh = meetings == {latest_meeting}
    if fresh and not any(mark.done for mark in marks):
        return Told.REPORTED
    last_met = max(meetings, default=None)
    latest = [mark for mark in marks if mark.met_on == last_met]
    if all(mark.done for mark in latest) and any(mark.done for mark in marks):
        return Told.SOLVED
    return Told.RUNNING
