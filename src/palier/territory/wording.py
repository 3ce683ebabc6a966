"""How places are written in French: abbreviations, little words, kinds of street, parts of a building.

Streets, places and what people type go through the same door, so that « bd St-Jean » meets « Boulevard Saint Jean ».
"""

from functools import lru_cache

from palier.kernel.text import words_of

# Words that carry no meaning in an address.
LITTLE_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur", "sous", "lieu", "dit"]
)

_WRITTEN = {
    "allee": "all al allees",
    "ancien": "anc ancienne anciens anciennes",
    "avenue": "av ave aven",
    "batiment": "bat bt batiments bats",
    "boulevard": "bd bld blvd bvd boul",
    "capitaine": "cap cpt cne",
    "centre": "ctre ctr",
    "chanoine": "chan chne",
    "chemin": "ch che chem cmn chemins",
    "cite": "cte",
    "colonel": "col cnel",
    "commandant": "cdt cmdt cmd comm",
    "cours": "crs",
    "docteur": "dr doct docteurs",
    "domaine": "dom",
    "escalier": "esc escaliers",
    "esplanade": "esp espl",
    "faubourg": "fg fbg faub",
    "general": "gal gen gl generaux",
    "grand": "gd gde gds gdes grande grands grandes",
    "hameau": "ham",
    "immeuble": "imm immeubles",
    "impasse": "imp",
    "lieutenant": "lt ltt",
    "lotissement": "lot lots lotissements lott",
    "marechal": "mal mar mchal",
    "montee": "mte mtee",
    "monseigneur": "mgr",
    "notre": "nd",
    "passage": "pas pass psg",
    "petit": "pt pte pts ptes petite petits petites",
    "place": "pl plce",
    "placette": "plt",
    "president": "pdt pres prdt",
    "professeur": "prof pr pfr",
    "promenade": "prom",
    "quai": "q qai",
    "quartier": "qrt quart qu quar",
    "residence": "res rce residences resid",
    "rond": "rpt",
    "route": "rte rt",
    "rue": "r",
    "saint": "st ste sts stes sainte saints saintes",
    "sergent": "sgt serg",
    "square": "sq sqr",
    "traverse": "tra trav tsse",
    "village": "vge vlge",
    "villa": "vla villas",
    "zone": "za zi zac zae",
}
LONG_FORM = {short: long for long, shorts in _WRITTEN.items() for short in shorts.split()}

# Words that name a kind of street: never enough, alone, to recognise one.
STREET_KINDS = frozenset(
    [
        "allee",
        "avenue",
        "boulevard",
        "chemin",
        "cite",
        "cours",
        "esplanade",
        "faubourg",
        "hameau",
        "impasse",
        "lotissement",
        "montee",
        "passage",
        "place",
        "placette",
        "promenade",
        "quai",
        "quartier",
        "residence",
        "route",
        "rue",
        "ruelle",
        "square",
        "traverse",
        "village",
        "villa",
        "zone",
        "sentier",
        "voie",
        "clos",
        "parc",
    ]
)

# Inside a building: said by people, unknown to the address base.
BUILDING_WORDS = frozenset(
    [
        "batiment",
        "escalier",
        "hall",
        "etage",
        "appartement",
        "appt",
        "apt",
        "app",
        "cave",
        "porte",
        "entree",
        "immeuble",
    ]
)

REPEATS = {
    "b": "bis",
    "t": "ter",
    "q": "quater",
    "bis": "bis",
    "ter": "ter",
    "quater": "quater",
    "quinquies": "quinquies",
}


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """The long, unaccented form of one folded word: « bd » is « boulevard », « ste » is « saint »."""
    return LONG_FORM.get(word, word)


def meaningful(text: str) -> list[str]:
    """The canonical words of a text, little words left out (kept when there is nothing else)."""
    found = [canonical(word) for word in words_of(text)]
    return [word for word in found if word not in LITTLE_WORDS] or found


def search_words(*texts: str) -> str:
    """The distinct canonical words of several texts, in order, as one line to compare with."""
    return " ".join(dict.fromkeys(word for text in texts if text for word in meaningful(text)))[:500]
