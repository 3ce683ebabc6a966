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
        "Policier de Digne 1 : le niveau police du groupe, aucun tiroir scellé",
        "pn-dig",
        {"DIG-1": Role.OFFICER, "DIG-2": Role.DEPUTY},
    ),
    Person(
        "yves.morel",
        "Yves Morel",
        "Major",
        "Chef de secteur de Digne 2, un groupe qui commence : les écrans vides et ce qu’ils proposent",
        "pn-dig",
        {"DIG-2": Role.CHIEF},
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
        "Contact de la Ville dans Digne 1 et Digne 2",
        "mai-dig",
        {"DIG-1": Role.PARTNER, "DIG-2": Role.PARTNER},
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
        "Chef de secteur de Manosque 1 : problématiques et actions reprises de l’ancien tableau",
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

# Members without an account: key (also their address), organisation, name, function, groups. They can be invited.
CONTACTS = (
    ("rachid.amrani", "pm-dig", "Rachid Amrani", "Chef de la police municipale", ("DIG-1", "DIG-2")),
    ("monique.peyre", "l3v", "Monique Peyre", "Gardienne référente", ("DIG-1",)),
    ("gerard.roux", "ucc", "Gérard Roux", "Président", ("DIG-1",)),
    ("fatima.haddad", "cc", "Fatima Haddad", "Représentante des habitants", ("DIG-1",)),
    ("antoine.lecomte", "ps", "Antoine Lecomte", "Chef de service", ("DIG-1",)),
    ("valerie.castel", "pm-man", "Valérie Castel", "Cheffe de la police municipale", ("MAN-1", "MAN-2")),
    ("hugues.blanc", "mai-man", "Hugues Blanc", "Directeur de la tranquillité publique", ("MAN-1", "MAN-2")),
    ("denise.arnaud", "hsl", "Denise Arnaud", "Responsable de secteur", ("MAN-1",)),
)
GROUPS = (
    ("DIG-1", "GPO Digne 1 – Centre et Plan", "DIG", ("DIG-1",), "sophie.alvarez"),
    ("DIG-2", "GPO Digne 2 – Gaubert et Arche", "DIG", ("DIG-2",), "yves.morel"),
    ("MAN-1", "GPO Manosque 1 – Centre et Arc Sud", "MAN", ("MAN-1",), "thomas.girard"),
    ("MAN-2", "GPO Manosque 2 – Est", "MAN", ("MAN-2",), "thomas.girard"),
)
