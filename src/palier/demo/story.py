"""The story of Digne 1: from the first report to the yearly count, day by day.

Landlords, residences and facts are invented; nothing is placed at a real house number (decision 31). Days count
backwards from the day the demonstration is made.
"""

from collections.abc import Callable
from datetime import date

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.discussion.services import write_remark
from palier.cycle.meetings.models import Meeting
from palier.cycle.problems import services as problems
from palier.cycle.problems.criteria import Witness
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.models import JudicialStatus, ObservationRule, Problem
from palier.cycle.relations.models import Tie
from palier.cycle.relations.services import tie_problems
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import watch_report
from palier.demo.members import Members
from palier.demo.teller import ADMINISTRATOR, CHIEF, LANDLORD, TOWN, Story
from palier.demo.understanding import admit, understand
from palier.kernel.moments import Moments, said
from palier.partners.services.drawers import grant_drawer
from palier.territory.models import PlaceKind
from palier.territory.services.places import Position, create_place

# Key, kind, own name, latitude, longitude, level: residences are invented, set down away from any house number.
PLACES = (
    ("hall", "hall", "Hall B, résidence Les Tilleuls", 44.0938, 6.2402, Level.POPULATION),
    ("street", "rue", "Boulevard Gassendi, ligne droite du marché", 44.0924, 6.2357, Level.POPULATION),
    ("bins", "pied-immeuble", "Conteneurs de la résidence Les Tilleuls", 44.0941, 6.2409, Level.POPULATION),
    ("square", "square", "Square de la Bléone", 44.0912, 6.2298, Level.POPULATION),
    ("reserved", "parking", "Parking réservé au suivi de la police", 44.0951, 6.2379, Level.POLICE),
)


def tell(members: Members, today: date, *, reach: Callable[[int], None] = lambda ago: None) -> Story:
    """Play the months before `today` in Digne 1; before each chapter, `reach` tells the rest until that day."""
    story = Story(members, members.groups["DIG-1"], today)
    reach(80)
    _name_places(story)
    _set_the_observation(story)
    reach(75)
    hall = _open_the_hall(story)
    reach(68)
    street = _open_the_street(story)
    reach(64)
    reserved = _open_what_only_police_read(story)
    reach(63)
    first = _first_meeting(story, hall, street, reserved)
    reach(47)
    story.freeze_meeting(47, first)
    reach(37)
    _keep_promises(story, hall)
    reach(28)
    second = _second_meeting(story, hall, street)
    reach(19)
    story.freeze_meeting(19, second)
    reach(12)
    dumps = _open_the_dumps(story)
    reach(9)
    _close_the_hall(story, hall)
    reach(4)
    _talk(story, hall, street, dumps)
    _leave_work_for_today(story, street, dumps)
    return story


def _name_places(story: Story) -> None:
    for key, kind, name, latitude, longitude, level in PLACES:
        story.places[key] = create_place(
            actor=story.who(CHIEF, 80),
            group_id=story.group.pk,
            kind=PlaceKind.objects.get(code=kind),
            name=name,
            position=Position(latitude=latitude, longitude=longitude),
            level=level,
            now=story.moment(80),
        )


def _set_the_observation(story: Story) -> None:
    """Three weeks in this department, so that the story fits in three months; sixty days where nobody sets it."""
    department = story.group.district.department
    if ObservationRule.objects.filter(department=department).exists():
        return
    administrator = story.who(ADMINISTRATOR, 80)
    problems.set_observation_days(actor=administrator, department=department, days=21, now=story.moment(80))


def _open_the_hall(story: Story) -> Problem:
    text = "Une dizaine de personnes dans le hall presque chaque soir après 21 h, porte bloquée, éclairage cassé."
    first = story.report(LANDLORD, 75, "hall", "A1", text, moments=said("evenings", "weekends"))
    problem = story.problem(73, "hall", "A1", "Hall occupé le soir, résidence Les Tilleuls", report=first)
    understand(story, 72, problem, "hall")
    story.plan(70, problem)
    return problem


def _open_the_street(story: Story) -> Problem:
    text = "Vitesses excessives aux heures de marché, des piétons renoncent à traverser."
    report = story.report(TOWN, 68, "street", "C2", text, moments=Moments.over((2, 5), (2, 3)))
    problem = story.problem(66, "street", "C2", "Vitesse excessive, boulevard Gassendi", report=report)
    understand(story, 66, problem, "street")
    story.plan(65, problem)
    return problem


def _open_what_only_police_read(story: Story) -> Problem:
    title = "Vols dans les véhicules, suivi réservé à la police"
    problem = story.problem(64, "reserved", "E2", title, level=Level.POLICE)
    problems.set_judicial_status(
        actor=story.who(CHIEF, 64), problem=problem, status=JudicialStatus.Status.ONGOING, now=story.moment(64)
    )
    admit(story, 64, problem, "reserved")
    return problem


def _first_meeting(story: Story, hall: Problem, street: Problem, reserved: Problem) -> Meeting:
    meeting = story.open_meeting(56, (hall, street, reserved))
    door = "Remettre la porte arrière et l’éclairage du hall en état"
    story.decide(56, meeting, hall, door, body="bh", due=35)
    story.decide(56, meeting, hall, "Passage de médiation deux soirs par semaine", body="mai-dig", due=28)
    story.decide(56, meeting, hall, "Ronde pédestre à 21 h, du jeudi au dimanche", body="pn-dig", due=28)
    story.decide(56, meeting, street, "Étudier un plateau ralentisseur devant le marché", body="mai-dig", due=10)
    order = "Consigne : relever les véhicules signalés à chaque ronde"
    story.decide(56, meeting, reserved, order, body="pn-dig", due=28, level=Level.POLICE)
    checks = "Consigne : contrôles de vitesse inopinés, créneaux fixés par le service"
    story.decide(56, meeting, street, checks, body="pn-dig", due=20, level=Level.POLICE)
    story.end_meeting(56, meeting)
    for problem in (hall, street):
        problems.start_problem(actor=story.who(CHIEF, 55), problem=problem, now=story.moment(55))
    return meeting


def _keep_promises(story: Story, hall: Problem) -> None:
    rows = Action.objects.unsealed("demonstration").filter(problem=hall).select_related("organisation")
    promised = {action.organisation: action for action in rows}
    bodies = story.members.bodies
    story.done(LANDLORD, 37, promised[bodies["bh"]], "Porte et éclairage remis en service, ticket 4471.")
    story.done(TOWN, 30, promised[bodies["mai-dig"]], "Huit soirées tenues, contacts pris avec les habitués.")
    story.done(CHIEF, 29, promised[bodies["pn-dig"]], "Rondes faites treize fois sur seize.")


def _second_meeting(story: Story, hall: Problem, street: Problem) -> Meeting:
    meeting = story.open_meeting(28, (hall, street))
    story.decide(28, meeting, street, "Pose d’un radar pédagogique pendant l’étude", body="mai-dig", due=-7)
    problems.observe_problem(actor=story.who(CHIEF, 28), problem=hall, now=story.moment(28, 15))
    story.end_meeting(28, meeting)
    return meeting


def _close_the_hall(story: Story, hall: Problem) -> None:
    calm = "Une seule soirée occupée en trois semaines, porte fermée, lumière en service."
    story.saw(LANDLORD, 9, hall, Witness.CARETAKER, calm)
    story.saw(TOWN, 8, hall, Witness.RESIDENTS, "Les habitants repassent par le hall le soir, dit le conseil citoyen.")
    reason = "Trois semaines calmes, confirmées par la gardienne et le conseil citoyen."
    problems.ask_closure(
        actor=story.who(LANDLORD, 7), problem=hall, outcome=Outcome.REDUCED, reason=reason, now=story.moment(7)
    )
    problems.resolve_problem(actor=story.who(CHIEF, 6), problem=hall, outcome=Outcome.REDUCED, now=story.moment(6, 8))
    problems.close_problem(
        actor=story.who(CHIEF, 6),
        problem=hall,
        closing_note="Moins d’une soirée occupée par semaine depuis un mois, selon la gardienne et le conseil citoyen.",
        now=story.moment(6),
        today=story.day(6),
    )


def _leave_reports_to_triage(story: Story) -> Report:
    """A box of several ages: one late, two that look alike, one that comes back, the hall told anew (the last one)."""
    noise = "Regroupements bruyants au square après la fermeture."
    story.report(TOWN, 12, "square", "D1", noise, moments=said("nights"))
    later = "Regroupements au square, musique et bruit jusqu’à deux heures, bouteilles laissées au matin."
    story.report(LANDLORD, 4, "square", "D1", later, moments=said("nights"))
    parking = story.report(TOWN, 20, "street", "C2", "Deux-roues à vive allure devant le marché, un samedi.")
    now = story.moment(18)
    watch_report(actor=story.who(CHIEF, 18), report=parking, review_on=story.day(0), now=now, today=story.day(18))
    for ago, text in (
        (5, "Hall de nouveau occupé jeudi soir, une dizaine de personnes."),
        (3, "Porte du hall forcée, serrure à remplacer."),
        (2, "Deux soirées occupées cette semaine, porte de nouveau forcée."),
    ):
        again = story.report(LANDLORD, ago, "hall", "A1", text, moments=said("evenings"))
    return again


def _open_the_dumps(story: Story) -> Problem:
    report = story.report(LANDLORD, 12, "bins", "D8", "Encombrants et sacs au pied des conteneurs le week-end.")
    problem = story.problem(11, "bins", "D8", "Dépôts sauvages, résidence Les Tilleuls", report=report)
    understand(story, 11, problem, "dumps")
    story.plan(11, problem)
    story.promise(10, problem, "Enlèvement exceptionnel et nettoyage des abords", "paa", -4)
    notice = story.promise(10, problem, "Affichage des jours de collecte dans les halls", "bh", -10)
    story.accept(LANDLORD, 9, notice)
    count = story.promise(10, problem, "Compter les dépôts chaque lundi, et le dire en réunion", "bh", 1)
    story.accept(LANDLORD, 9, count)
    story.promise(5, problem, "Éclairer l’emplacement des conteneurs", "bh", -4)
    return problem


def _talk(story: Story, hall: Problem, street: Problem, dumps: Problem) -> None:
    """A link between two problems of one residence, and a few messages, each with its readers."""
    tie_problems(actor=story.who(CHIEF, 4), problem=dumps, other=hall, kind=Tie.Kind.RELATED, now=story.moment(4))
    for by, ago, level, text in (
        (TOWN, 4, Level.GROUP, "Le radar pédagogique arrive mardi ; nous choisirons l’emplacement ensemble."),
        (LANDLORD, 3, Level.GROUP, "Le poteau devant la loge est à nous, vous pouvez vous en servir."),
        (CHIEF, 2, Level.POLICE, "Penser à relever les vitesses la semaine d’après."),
    ):
        write_remark(actor=story.who(by, ago), subject=street, text=text, level=level, now=story.moment(ago))


def _leave_work_for_today(story: Story, street: Problem, dumps: Problem) -> None:
    again = _leave_reports_to_triage(story)
    story.seen_too(TOWN, 1, again, moments=said("evenings"))
    story.seen_too(TOWN, 5, dumps, "Sacs éventrés dimanche matin.", moments=said("weekends", "mornings"))
    user = story.members.users[CHIEF]
    now = story.moment(3)
    why = "Conduit l’opération."
    grant_drawer(actor=story.who(CHIEF, 3), group=story.group, drawer=street.pk, user=user, reason=why, now=now)
    problems.write_sealed_note(
        actor=story.who(CHIEF, 3),
        problem=street,
        text="Opération de contrôle coordonnée avec l’unité motocycliste.",
        planned_on=story.day(-8),
        planned_place="Boulevard Gassendi",
        now=now,
    )
    story.plan_meeting(-5, planned_ago=1, items=(street, dumps))
