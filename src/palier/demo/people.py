"""Who lives in the demonstration: invented persons, landlords and associations; public bodies keep their names."""

from dataclasses import dataclass, field

from palier.access.roles import Role

PASSWORD = "demonstration-palier"  # noqa: S105 - printed by `make demo`, refused in production by `palier doctor`
# The same authenticator secret for every demonstration account; `palier demo-code EMAIL` gives the code of the moment.
FACTOR_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - demonstration only, as above
MAIL_DOMAIN = "example.org"


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation: type code, name, short name."""

    key: str
    kind: str
    name: str
    short: str


BODIES = (
    Body("pn-dig", "PN", "Circonscription de police de Digne-les-Bains", "PN Digne"),
    Body("pn-man", "PN", "Circonscription de police de Manosque", "PN Manosque"),
    Body("pm-dig", "PM", "Police municipale de Digne-les-Bains", "PM Digne"),
    Body("pm-man", "PM", "Police municipale de Manosque", "PM Manosque"),
    Body("mai-dig", "MAI", "Ville de Digne-les-Bains", "Ville"),
    Body("mai-man", "MAI", "Ville de Manosque", "Ville de Manosque"),
    Body("paa", "EPCI", "Provence-Alpes-Agglomération", "PAA"),
    Body("bh", "BAI", "Bléone Habitat", "BH"),
    Body("l3v", "BAI", "Logis des Trois Vallées", "L3V"),
    Body("dl", "BAI", "Durance Logis", "DL"),
    Body("hsl", "BAI", "Habitat Sud Lure", "HSL"),
    Body("col", "EDU", "Collège des Lavandes", "Collège"),
    Body("ucc", "COM", "Union des commerçants du centre", "UCC"),
    Body("cc", "HAB", "Conseil citoyen du Plan", "CC"),
    Body("tra", "TRA", "Transports de la Bléone", "TB"),
    Body("ps", "ASS", "Prévention spécialisée Passerelles", "Passerelles"),
    Body("dlva", "EPCI", "Durance Lubéron Verdon Agglomération", "DLVA"),
    Body("com-man", "COM", "Association des commerçants de Manosque", "Commerçants"),
    Body("cq-man", "HAB", "Comité de quartier Saint-Lazare", "Comité de quartier"),
    Body("col-man", "EDU", "Collège des Trois Oliviers", "Collège"),
    Body("lyc-man", "EDU", "Lycée des Cinq Vallons", "Lycée"),
    Body("tra-man", "TRA", "Lignes de la Durance", "LD"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person: the account, the function, the seats by group code, the mandate, and what it sees."""

    mail: str
    name: str
    function: str
    sees: str
    body: str = ""
    seats: dict[str, Role] = field(default_factory=dict)
    mandate: Role | None = None
    charter_signed: bool = True

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.mail}@{MAIL_DOMAIN}"


CHIEF_DIGNE = Person(
    "sophie.alvarez",
    "Sophie Alvarez",
    "Brigadière-cheffe",
    "Cheffe de secteur de Digne 1 : tout le groupe, police comprise, et le tiroir scellé qui lui est ouvert",
    "pn-dig",
    {"DIG-1": Role.CHIEF},
)
PEOPLE = (
    CHIEF_DIGNE,
    Person(
        "karim.benali",
        "Karim Benali",
        "Gardien de la paix",
        "Policier de Digne 1, adjoint de Digne 2 et du groupe de la gare : le niveau police, aucun tiroir scellé",
        "pn-dig",
        {"DIG-1": Role.OFFICER, "DIG-2": Role.DEPUTY, "DIG-GARE": Role.DEPUTY},
    ),
    Person(
        "yves.morel",
        "Yves Morel",
        "Major",
        "Chef de Digne 2, un groupe qui commence, et du groupe ad hoc de la gare",
        "pn-dig",
        {"DIG-2": Role.CHIEF, "DIG-GARE": Role.CHIEF},
    ),
    Person(
        "nadia.ferrand",
        "Nadia Ferrand",
        "Responsable d’agence",
        "Contact de Bléone Habitat dans Digne 1 : le groupe, ses promesses et celles des autres, rien de la police",
        "bh",
        {"DIG-1": Role.PARTNER},
    ),
    Person(
        "olivier.tessier",
        "Olivier Tessier",
        "Coordonnateur du CLSPD",
        "Contact de la Ville dans les trois groupes de Digne",
        "mai-dig",
        {"DIG-1": Role.PARTNER, "DIG-2": Role.PARTNER, "DIG-GARE": Role.PARTNER},
    ),
    Person(
        "helene.marchetti",
        "Hélène Marchetti",
        "Principale",
        "Contact du collège dans Digne 1 : n’a pas encore signé la charte, la signe à l’écran",
        "col",
        {"DIG-1": Role.PARTNER},
        charter_signed=False,
    ),
    Person(
        "thomas.girard",
        "Thomas Girard",
        "Brigadier-chef",
        "Chef de Manosque 1, dont l’ancien tableau a été repris, et de Manosque 2, un groupe qui s’est endormi",
        "pn-man",
        {"MAN-1": Role.CHIEF, "MAN-2": Role.CHIEF},
    ),
    Person(
        "lucie.brun",
        "Lucie Brun",
        "Responsable tranquillité",
        "Contact de Durance Logis dans Manosque 1 : ne voit rien de Digne",
        "dl",
        {"MAN-1": Role.PARTNER},
    ),
    Person(
        "claire.vasseur",
        "Claire Vasseur",
        "Commissaire",
        "Cheffe de la circonscription de Digne : décomptes et groupes, aucune fiche",
        mandate=Role.DISTRICT_CHIEF,
    ),
    Person(
        "philippe.armand",
        "Philippe Armand",
        "Commissaire divisionnaire",
        "Direction départementale : décomptes du département, aucune fiche",
        mandate=Role.DIRECTORATE,
    ),
    Person(
        "ines.colin",
        "Inès Colin",
        "Administratrice",
        "Comptes, libellés, territoire, journaux : aucun signalement, aucune problématique, aucun compte rendu",
        mandate=Role.ADMINISTRATOR,
    ),
    Person(
        "marc.delaunay",
        "Marc Delaunay",
        "Délégué à la protection des données",
        "Journaux, conservation, demandes de droits : aucun contenu",
        mandate=Role.DPO,
    ),
)

_P, _O = Role.PARTNER, Role.OFFICER
# Members whose account has no password: they sign in with a code sent by mail. They act all year, nobody plays them.
OTHERS = (
    Person("celine.astier", "Céline Astier", "Brigadière", "", "pn-dig", {"DIG-1": Role.DEPUTY, "DIG-GARE": _O}),
    Person(
        "rachid.amrani",
        "Rachid Amrani",
        "Chef de la police municipale",
        "",
        "pm-dig",
        {"DIG-1": _P, "DIG-2": _P, "DIG-GARE": _P},
    ),
    Person("fatima.haddad", "Fatima Haddad", "Représentante des habitants", "", "cc", {"DIG-1": _P}),
    Person("antoine.lecomte", "Antoine Lecomte", "Chef de service", "", "ps", {"DIG-1": _P, "DIG-GARE": _P}),
    Person("sylvie.raynaud", "Sylvie Raynaud", "Responsable de la collecte", "", "paa", {"DIG-1": _P, "DIG-2": _P}),
    Person("julie.maurel", "Julie Maurel", "Conseillère principale d’éducation", "", "col", {"DIG-1": _P}),
    Person(
        "isabelle.faure",
        "Isabelle Faure",
        "Brigadière-cheffe",
        "",
        "pn-man",
        {"MAN-ECOLES": Role.CHIEF, "MAN-1": Role.DEPUTY},
    ),
    Person("julien.mercier", "Julien Mercier", "Gardien de la paix", "", "pn-man", {"MAN-1": _O, "MAN-2": _O}),
    Person(
        "valerie.castel",
        "Valérie Castel",
        "Cheffe de la police municipale",
        "",
        "pm-man",
        {"MAN-1": _P, "MAN-2": _P, "MAN-ECOLES": _P},
    ),
    Person(
        "hugues.blanc",
        "Hugues Blanc",
        "Directeur de la tranquillité publique",
        "",
        "mai-man",
        {"MAN-1": _P, "MAN-2": _P, "MAN-ECOLES": _P},
    ),
    Person("denise.arnaud", "Denise Arnaud", "Responsable de secteur", "", "hsl", {"MAN-1": _P, "MAN-2": _P}),
    Person("mireille.jourdan", "Mireille Jourdan", "Présidente", "", "cq-man", {"MAN-1": _P, "MAN-2": _P}),
    Person("alain.bremond", "Alain Brémond", "Président", "", "com-man", {"MAN-1": _P}),
    Person("leila.fabre", "Leïla Fabre", "Éducatrice coordinatrice", "", "ps", {"MAN-1": _P, "MAN-ECOLES": _P}),
    Person("christine.vidal", "Christine Vidal", "Principale", "", "col-man", {"MAN-ECOLES": _P}),
    Person("eric.lambert", "Éric Lambert", "Proviseur adjoint", "", "lyc-man", {"MAN-ECOLES": _P}),
)
# Members without an account: key (also their address), organisation, name, function, groups. They can be invited.
CONTACTS = (
    ("monique.peyre", "l3v", "Monique Peyre", "Gardienne référente", ("DIG-1",)),
    ("gerard.roux", "ucc", "Gérard Roux", "Président", ("DIG-1", "DIG-GARE")),
    ("bruno.castaing", "tra", "Bruno Castaing", "Responsable d’exploitation", ("DIG-1", "DIG-GARE")),
    ("paul.estienne", "dlva", "Paul Estienne", "Chef du service des déchets", ("MAN-1", "MAN-2")),
    ("nathalie.sorel", "tra-man", "Nathalie Sorel", "Responsable de réseau", ("MAN-1", "MAN-ECOLES")),
)


@dataclass(frozen=True, slots=True)
class Circle:
    """One group: its code, its name, its district and sectors, its chief, and since how many days it is open."""

    code: str
    name: str
    district: str
    sectors: tuple[str, ...]
    chief: str
    opened_ago: int
    shape: str = "sector"
    theme: str = ""
    ends_in: int = 0
    target: int = 15
    maximum: int = 31


GROUPS = (
    Circle("DIG-1", "GPO Digne 1 – Centre et rive gauche", "DIG", ("DIG-1",), "sophie.alvarez", 425),
    Circle("DIG-2", "GPO Digne 2 – Rive droite et nord", "DIG", ("DIG-2",), "yves.morel", 40),
    Circle(
        "DIG-GARE", "GPO de la gare de Digne", "DIG", ("DIG-1",), "yves.morel", 200,
        shape="ad_hoc", theme="Parvis, passage et parking de la gare", ends_in=60, target=21,
    ),
    Circle("MAN-1", "GPO Manosque 1 – Centre ancien et collines", "MAN", ("MAN-1",), "thomas.girard", 420, target=21),
    Circle("MAN-2", "GPO Manosque 2 – Sud et Durance", "MAN", ("MAN-2",), "thomas.girard", 400, target=21),
    Circle(
        "MAN-ECOLES", "GPO des établissements de Manosque", "MAN", (), "isabelle.faure", 300,
        shape="thematic", theme="Abords des établissements scolaires", target=28, maximum=45,
    ),
)  # fmt: skip
# The day the first groups opened, and a little before: when everybody was entered.
OPENED_AGO = 430
