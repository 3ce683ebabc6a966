"""What surrounds a word and says that it names someone."""

import re

from palier.screening.lexicon import lexicon, word_list
from palier.screening.reading import Reading, Word

TITLES = word_list("contexts titles")
SPELLED_TITLES = word_list("contexts spelled titles")
PLURAL_TITLES = word_list("contexts plural titles")
SHORT_TITLES = word_list("contexts short titles")

_NAMED = re.compile(
    r"(?:^|(?<![\w'-]))(?:(?:qui |il |elle |je |on |tu )?(?:s'|m'|t')app?ell?(?:e|ent|ait)|se nomm(?:e|ait"
    r"|ent)|(?:de)?nommee?s?|prenommee?s?|(?:un |une )certaine?|(?:qui est |un \w+ |une \w+ |gars |mec |type "
    r"|femme |homme )appel?lee?s?"
    r"|nom(?: de famille| d'usage| de jeune fille)?|prenoms?|identifiee?s?(?: comme| comme etant)?"
    r"|identites?(?: relevee| declaree| verifiee)?(?: de)?|patronyme|au nom (?:de|du)|epouse|nee|taj|fpr"
    r"|gav de|interesse|interessee|c'est un certain|denomme)"
    r"\s?:?\s?(?:comme |etant |un certain |une certaine |le |la |l')?(?:m\.|mr|mme|mlle)?\s?$"
)
_I_AM = re.compile(r"\b(?:je suis|moi c'est|moi,|ici)\s$")
_RELATED = re.compile(
    r"(?<![\w'-])(?:familles?|fratrie|(?:fils|filles?|freres?|s(?:oe|œ)urs?|meres?|peres?|mamans?|papas?"
    r"|parents|enfants|oncles?|tantes?|cousine?s?|neveux?|nieces?|maris?|femmes?|copains?|copines?|compagnes?"
    r"|compagnons?|ex|grands?-(?:pere|mere|parents)|beaux?-(?:pere|frere|fils)|belles?-(?:mere|soeur"
    r"|fille))(?: (?:ainee?|cadet|cadette|jumeau|jumelle|germaine?|unique))? (?:des?|d'|a)|(?:le|la|les|du|un"
    r"|au) (?:fils|fille|pere|mere|freres?|s(?:oe|œ)urs?|cousine?s?|neveux?)|(?:bande|clique) de"
    r"|(?:bande|clique|equipe|fils|fille|frere|copain|pote|maison|voiture|scooter) a|clan"
    r"|(?:(?:le|la|l'|du|au|ce|cette|de la|un|une|mon|ma|notre|de notre) )(?:petite?|jeune|vieux|vieille"
    r"|grande?|gros|grosse|nouveau|nouvelle) (?:voisine? |eleve )?|menage|epoux|couple|consorts)\s?$"
)
_AT_HOME_OF = re.compile(r"(?<![\w'-])(?:de |pas |devant )?chez(?: les| la| le)?\s$")
_THE_PLURAL = re.compile(r"(?<![\w'-])(?:les|des|aux)\s$")
_OBJECT = re.compile(
    r"\b(?:interpell\w+|controles?|audition|plainte|plaintes|gav|garde a vue|arrestation|appel|agression"
    r"|convocation|expulsion|bail|dossier|domicile|a l'encontre|temoignage|menaces?|contacter|contacte"
    r"|rappeler|prevenir|avertir|appeler"
    r"|rencontre|revu|croise|reconnu|signale par|occupe par|remis a|remise a|adressee? a|notifiee? a"
    r"|resilie pour|contre|insultee? par|menacee? par|frappee? par|agressee? par|volee? par|donnee? par"
    r"|commis par|rendue? par|contact(?:s)? (?:pris )?(?:avec|de)|entretien avec|rdv avec"
    r"|rendez-vous avec)\s(?:de |d'|a |contre )?$"
)
_AFTER_PLURAL = word_list("contexts after plural")
_LOOK_BACK = 7
_ANIMAL = re.compile(
    r"\b(?:chiens?|chiennes?|chiots?|chats?|chatte|animal|poney|cheval|berger allemand|malinois|rottweiler"
    r"|pitbull|staff)\s(?:nommee?\s|appelee?\s|qui s'appelle\s|de nom\s)?$"
)


# Where only someone is expected: « c’est … qui », « selon … », « demandez à … », « la voiture de … », « victime : … ».
_POINTED = re.compile(
    r"(?:^|(?<![\w'-]))(?:(?:c'est|c'etait|ce serait|c est|sauf|selon|d'apres|avec|dixit|et toujours"
    r"|a cause de|grace a|la faute (?:de|a)|quant a|envers|soupconne\w*|accuse\w*|denonce\w*|vu|vus|croise"
    r"|revu|recu|surpris|y a|peur de|represailles de|appele|appelle|rappele|rencontre|aide|connais|connait|comme quoi"
    r"|que|qu')"
    r"|(?:demand\w+|parl\w+|dit|dire|dis|donn\w+|remis\w*|rend\w*|doi[st]|devait|appart[ei]\w+|pens\w+|confi\w+"
    r"|signal\w+|repond\w*|expliqu\w+|vend\w*|prete\w*|loue\w*|notifi\w+|adress\w+|rappel\w+|ecri\w+|envoy\w+"
    r"|impute\w*|attribue\w*|rapport\w+) (?:\w+ ){0,2}a"
    r"|(?:insulter|frapper|agresser|menacer|voler|taper|bousculer|mordre|suivre|racketter|prendre"
    r"|pris) (?:\w+ ){0,6}par"
    r"|(?:voitures?|vehicule|scooter|moto|quad|velo|camionnette|camion|fourgon|bagnole|chiens?|cave|garage"
    r"|boite|balcon|fenetre|porte|telephone|numero|nom|prenom|plainte|temoignage|version|declarations?|depart"
    r"|retour|arrivee|accord|refus|identite|logement|appartement|appart|bande|copains?|amis?|pote|potes|ami"
    r"|collegue|menaces?|insultes?|dires|passage|visite|interpellation|arrestation|cas|dossier|affaire"
    r"|courrier|mail|lettre|appels?|vigile|employee?|locataire|nomination) (?:de|a|d')"
    r"|(?:deposee?|commise?s?|signalee?s?|occupee?s?|tenue?s?|conduite?|lou[eé]e?s?|insultee?s?|menacee?s?"
    r"|frappee?s?|agressee?s?|bousculee?s?|mordue?s?|volee?s?|cassee?s?|faite?s?|dite?s?|donnee?s?|rendue?s?"
    r"|remise?s?|vue?s?|filmee?s?|identifiee?s?|reconnue?s?|signee?s?|achetee?s?|vendue?s?|denoncee?s?"
    r"|poursuivie?s?|suivie?s?|accompagnee?s?|alertee?s?|prevenue?s?) par"
    r"|(?:mise?s? en cause|victimes?|auteurs?|temoins?|suspects?|contacts?|conducteur|conductrice|locataire"
    r"|proprietaire|requerante?|plaignante?|appelante?|interessee?|beneficiaire|declarante?|prevenue?"
    r"|responsable|present|presents|excuses?)\s?:)\s?(?:de\s|d')?$"
)


def is_pointed_at(reading: Reading, at: int) -> bool:
    """True where the sentence expects someone: « c’est », « selon », « la voiture de », « victime : »."""
    return bool(_POINTED.search(reading.before(reading.words[at].start)))


def is_titled(words: list[Word], at: int) -> bool:
    """True just after « M. », « Mme », « docteur »."""
    if at == 0 or words[at].gap.strip() not in {"", "."}:
        return False
    title = words[at - 1]
    if words[at].gap.strip() == "." and title.fold not in SHORT_TITLES:
        return False
    if title.text == "m." and title.gap.strip()[-1:].isdigit():  # metres
        return False
    return title.fold in TITLES | SPELLED_TITLES


def is_named(reading: Reading, at: int) -> bool:
    """True after « il s'appelle », « le nommé », « un certain », « identité : »."""
    return bool(_NAMED.search(reading.before(reading.words[at].start)))


def is_introduced(reading: Reading, at: int) -> bool:
    """True after « je suis », « moi c'est »."""
    return bool(_I_AM.search(reading.before(reading.words[at].start)))


def is_related(reading: Reading, at: int) -> bool:
    """True after « la famille », « le fils », « le petit », « la bande à »."""
    return bool(_RELATED.search(reading.before(reading.words[at].start)))


def is_at_home_of(reading: Reading, at: int) -> bool:
    """True after « chez »."""
    return bool(_AT_HOME_OF.search(reading.before(reading.words[at].start)))


def is_family_plural(reading: Reading, at: int, stop: int) -> bool:
    """True for « les Chabert sont… »: a name after a plural article, and a verb in the plural after it."""
    if not _THE_PLURAL.search(reading.before(reading.words[at].start)):
        return False
    return stop < len(reading.words) and reading.words[stop].is_glued and reading.words[stop].fold in _AFTER_PLURAL


def is_animal(reading: Reading, at: int) -> bool:
    """True after « un chien nommé »: dogs have first names too."""
    return bool(_ANIMAL.search(reading.before(reading.words[at].start)))


def is_object(reading: Reading, at: int) -> bool:
    """True after a verb or a noun whose object is someone: « interpellation de », « rendu par »."""
    return bool(_OBJECT.search(reading.before(reading.words[at].start)))


def follows_human_noun(words: list[Word], at: int) -> bool:
    """True just after a word for a human being: « le gardien Martin », « brigadier Simon »."""
    return at > 0 and words[at].is_glued and words[at - 1].fold in lexicon("human_nouns")


def is_apposed(words: list[Word], at: int) -> bool:
    """True after a phrase on a human being and a comma or a colon: « mon voisin de stand, Guillaume »."""
    if at == 0 or words[at].gap.strip() not in {",", ":", "(", "-", "–"}:
        return False
    for back in range(at - 1, max(-1, at - _LOOK_BACK), -1):
        if words[back].fold in lexicon("human_nouns"):
            return True
        if words[back].opens_clause:
            return False
    return False
