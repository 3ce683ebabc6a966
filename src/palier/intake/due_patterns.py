"""How a deadline is written inside a sentence: the little words that lead to a date, and the kinds of date."""

import re

from palier.intake.dates import MONTH_NAMES

_LINK = (
    r"(?:pour|avant|avt|jusqu'? ?(?:au|a|en|aux|a la|a l')?|d'ici(?: a| au| le| la)?|des|a compter d[ue]"
    r"|a/c(?: du)?|a partir d[ue]|au plus tard(?: le)?|echeance|ech\.?|delai"
    r"|le|la|l'|les|du|de|en|au|aux|un|une|courant|pendant|durant|x\d+|[->=:,(]+)"
)
# « avant la foire du 12/10 » : the event goes with its date.
_EVENT = r"(?:(?:avant|avt|pour|apres) (?:la |le |l'|les )?[a-z]{4,15} (?=(?:du |le )?\d))?"
_LEAD = rf"{_EVENT}(?:(?<![a-z]){_LINK}\s*)*"
_MONTHS = rf"(?:{MONTH_NAMES})\b\.?"
_YEAR = r"(?:\s*(?:20\d{2}|\d{2}(?![\dh:%])))?"
_COUNT = r"(?P<count>\d{1,3}|un|une|deux|trois|quatre|six|huit|dix|quinze)"
_HOLIDAYS = r"(?:paques|printemps|toussaint|noel|ete|hiver|fevrier|automne|l'ete)"
_EXPRESSIONS: tuple[tuple[str, str], ...] = (
    (
        "span",
        rf"du \d{{1,2}}(?:er)?(?:[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?| {_MONTHS})? (?:au|a) "
        rf"(?P<until>\d{{1,2}}(?:er)?(?:[/.]\d{{1,2}}(?:[/.](?:\d{{4}}|\d{{2}}))?| {_MONTHS}{_YEAR}))",
    ),
    (
        "figures",
        r"(?<![\d/.,])(?P<figures>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})"
        r"|\d{4}-\d{2}-\d{2})(?![\d/%]|\s*[h€])",
    ),
    ("day", rf"(?<![\d/hx:-])(?P<day>\d{{1,2}}(?:er)? {_MONTHS}{_YEAR})"),
    (
        "within",
        rf"(?:sous|dans|d'ici(?: a)?|delai(?: de)?)\s+{_COUNT}\s*(?P<unit>jours?|jrs?|j|semaines?|sem|mois)\b"
        r"(?P<event>\s+(?:apres|suivant)\s+(?:la |le |l')?\w+)?",
    ),
    ("hours", r"(?:sous|dans les?)\s+\d{1,3}\s*(?:h|heures?)\b"),
    ("week", r"\b(?:semaine|sem)\.?\s*(?:n ?°? ?)?(?P<week>\d{1,2})\b(?![h/])"),
    ("range", rf"\b{_MONTHS}\s*(?:-|/|a|et|,|\s)\s*(?P<last>{_MONTHS}){_YEAR}"),
    ("month", rf"\b(?:(?:fin|mi|debut|courant|avant fin)[- ])?(?:de |d'|du mois de )?{_MONTHS}{_YEAR}"),
    (
        "stretch",
        r"\bfin (?:d'|de l')?ann?ee?\b|\bfin 20\d{2}\b|\b[1-4](?:er|e|eme)? trimestre(?: 20\d{2})?\b"
        r"|\bt[1-4](?: 20\d{2})?\b",
    ),
    (
        "season",
        rf"\bnoel\b|\bvac(?:ances|\.)?(?: d[e']s? ?(?:la )?{_HOLIDAYS})?(?=\W|$)|\b(?:l')?ete(?: 20\d{{2}})?\b"
        r"|\brentree\b|\btoussaint\b|\bpaques\b",
    ),
    ("meeting", r"\bprochaine (?:reunion|seance|instance)\b"),
    (
        "none",
        r"\bpas de date\b|\bsans date\b|\bdate a (?:fixer|definir|preciser|convenir)\b"
        r"|\bimmediat(?:ement|e)?\b|\bdes que possible\b",
    ),
)
PATTERNS = [(kind, re.compile(rf"(?P<lead>{_LEAD})(?P<body>{body})")) for kind, body in _EXPRESSIONS]
# A mark of a deadline; a mark of a beginning.
FINAL = re.compile(r"jusqu|pour|avant|avt|d'ici|plus tard|ech|delai|->|>|=|au\b")
FROM = re.compile(r"\bdes\b|a compter|a/c|a partir")
DURATION = re.compile(r"(?P<count>\d{1,2}|un|une|deux|trois)\s*(?P<unit>jours?|j|semaines?|sem|mois)\s*$")
# After a bare month, what shows that it ends what is said.
CLOSING = re.compile(r"^[\s.,;:)\]+*!?-]*(?:$|\(|\bx ?\d|\bet\b)")
# « rue du 8 mai 1945 » is a street; « 24/7 » is no day.
STREET = re.compile(
    r"\b(?:rue|place|pl|avenue|av|boulevard|bd|quai|square|cours|allee|impasse)\.? (?:du|de la|de|des) ?$"
)
ALWAYS = re.compile(r"^(?:24/7|7/7)$")
