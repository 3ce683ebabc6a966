"""« Saisie en tableau »: several reports at once, filed all together or not at all, each as the form files one."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.http import Http404, HttpResponse

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.access.levels import Level
from palier.cycle.problems.services import Sighting, join_known
from palier.cycle.reports.filing import Sending
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_filed_with
from palier.cycle.reports.services import file_report
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.moments import UNKNOWN
from palier.web.place_choice.candidates import chosen_place, sectors_in_question
from palier.web.reports.answers import told
from palier.web.reports.table_cells import MOMENT_LABELS
from palier.web.reports.table_form import MOST_LINES, LineForm, Sheet
from palier.web.reports.table_places import offered_places
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

COMPLETED = "C’est enregistré : vos constats complètent ce que votre organisation a déjà signalé aujourd’hui."
GONE = "Ce que vous vouliez joindre a changé entre-temps : regardez de nouveau ce qui est connu, et choisissez."
ADD, SPREAD = "ajouter", "repartir"
# A line filed: its key, its category, its words, whether it joined what was known.
_Sent = tuple[UUID | None, str, str, bool]
FILED_BEFORE = (
    "Ce tableau est déjà enregistré, rempli autrement : voyez « Mes signalements ». Ce que vous avez changé depuis ne "
    "l’est pas : corrigez le signalement lui-même, ou mettez les lignes nouvelles dans un autre tableau."
)


@needs(Verb.REPORT_FILE)
def table(request: Request) -> HttpResponse:
    """The table, empty or as it was typed: what a line lacks is told in its cells."""
    sent, asks_first = request.method == "POST", False
    sheet = Sheet(request.POST if sent else None, actor=request.actor, today=clock.today())
    if sent and ADD in request.POST:
        sheet.add_lines()
    elif sent and SPREAD in request.POST:
        sheet.spread()
    elif sent:
        is_sound = sheet.is_sound()
        sheet.tell_known(now=clock.now())
        asks_first = is_sound and _must_ask(request.actor, sheet)
        if is_sound and not asks_first and (key := file_sheet(actor=request.actor, sheet=sheet, now=clock.now())):
            return _receipt(request, key)
    lists = {name: choices.labels for name, choices in sheet.choices.items()}
    lists |= {"place": offered_places(request.actor), "moments": MOMENT_LABELS}
    columns = "|".join(["Ligne", *(str(field.label) for field in sheet.blank.fields.values())])
    context = {"sheet": sheet, "lists": lists, "columns": columns, "most": MOST_LINES, "asks_first": asks_first}
    return page(request, "reports/table.html", context)


@needs(Verb.REPORT_FILE)
def table_filed(request: Request, key: UUID) -> HttpResponse:
    """What the reporter reads once the table is filed: the number of each report, and what happens next."""
    reports = list(reports_filed_with(request.actor, keys_of(key)).select_related("same_as"))
    if not reports:
        raise Http404
    lines = told(request.actor, reports)
    note_reading(request, reports[0], reports, [line.problem for line in lines if line.problem])
    return page(request, "reports/table_filed.html", {"lines": lines})


def _receipt(request: Request, key: UUID) -> HttpResponse:
    if reports_filed_with(request.actor, keys_of(key)).exists():
        return go_to(request, "reports:table-filed", key=key)
    # All of it completed what somebody of the same organisation had said within the day: theirs is the receipt.
    return go_to(request, "reports:mine", COMPLETED)


def _must_ask(actor: Actor, sheet: Sheet) -> bool:
    """Whether something may be joined somewhere, and was not shown yet for that place."""
    waits = any(line.known.may_join and not line.was_told for line in sheet.filled)
    return waits and not reports_filed_with(actor, keys_of(sheet.key)).exists()


def keys_of(key: UUID) -> list[UUID]:
    """The filing key of each line of a table."""
    return [key_of(key, number) for number in range(1, MOST_LINES + 1)]


def key_of(key: UUID, number: int) -> UUID:
    """The filing key of one line of a table."""
    return uuid5(key, str(number))


def file_sheet(*, actor: Actor, sheet: Sheet, now: datetime) -> UUID | None:
    """File every line in one transaction, once for the key of the table; None when a line was refused, and says why."""
    key = sheet.key
    if reports := list(reports_filed_with(actor, keys_of(key))):
        if _is_the_same(sheet, reports):
            return key
        sheet.head.add_error(None, FILED_BEFORE)
        return None
    with transaction.atomic():
        made = [line.carry_out(_file, actor=actor, line=line, sheet=sheet, key=key, now=now) for line in sheet.filled]
        # A line that another sending of the same table filed meanwhile: all of them are there, nothing is added.
        was_faster = any(
            report is not None and report.created_at != now and not line.joined
            for line, report in zip(sheet.filled, made, strict=True)
        )
        is_refused = None in made
        transaction.set_rollback(is_refused or was_faster)
    return None if is_refused else key


def _is_the_same(sheet: Sheet, reports: Sequence[Report]) -> bool:
    """Whether these reports are what the table says; one more source keeps neither its key nor its words to itself."""
    filed = {(report.filing_key, report.category_id, report.text, report.is_light) for report in reports}
    sent: set[_Sent] = set()
    joined: set[_Sent] = set()
    for line in sheet.filled:
        values, key = line.cleaned_data, key_of(sheet.key, int(line.number))
        (joined if line.joined else sent).add((key, values["category"].pk, values["text"].strip(), False))
    keys = {line[0] for line in joined}
    return {line for line in filed if line[0] not in keys} == sent and not filed & joined


def _file(*, actor: Actor, line: LineForm, sheet: Sheet, key: UUID, now: datetime) -> Report:
    if line.joined:
        return _join(actor=actor, line=line, key=key, now=now, today=sheet.today)
    common, values = sheet.head.cleaned_data, line.cleaned_data
    group, level = common["group"], common.get("level") or Level.GROUP
    place = chosen_place(
        actor=actor,
        group=group,
        value=line.place_value,
        kind=values["kind"],
        level=level,
        now=now,
        # Nobody is asked in a table: an address on a boundary belongs to both sectors.
        sectors=sectors_in_question(line.place_value),
    )
    return file_report(
        actor=actor,
        group=group,
        place=place,
        level=level,
        category=values["category"],
        text=values["text"],
        seen_on=values["seen_on"],
        moments=values["moments"] or UNKNOWN,
        frequency=values["frequency"] or "",
        sending=_sending(line, key),
        now=now,
        today=sheet.today,
    )


def _join(*, actor: Actor, line: LineForm, key: UUID, now: datetime, today: date) -> Report:
    """« Constaté aussi », with all that the line says of when and of what."""
    known = line.known.chosen(line.joined)
    if known is None:
        raise Refused(GONE, field="place")
    values = line.cleaned_data
    sighting = Sighting(
        seen_on=values["seen_on"],
        moments=values["moments"] or UNKNOWN,
        frequency=values["frequency"] or "",
        text=values["text"],
        sending=_sending(line, key),
    )
    return join_known(actor=actor, known=known.record, sighting=sighting, now=now, today=today)


def _sending(line: LineForm, key: UUID) -> Sending:
    channel = line.cleaned_data["channel"] or Report.Channel.MEMBER
    return Sending(channel, filing_key=key_of(key, int(line.number)))
