"""« Saisie en tableau »: several reports at once, filed all together or not at all, each as the form files one."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.http import Http404, HttpResponse

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.access.levels import Level
from palier.cycle.reports.filing import Sending
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_filed_with
from palier.cycle.reports.services import file_report
from palier.kernel import clock
from palier.kernel.moments import UNKNOWN
from palier.web.place_choice.candidates import chosen_place, sectors_in_question
from palier.web.reports.table_cells import MOMENT_LABELS
from palier.web.reports.table_form import MOST_LINES, LineForm, Sheet
from palier.web.reports.table_places import offered_places
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

ADD, SPREAD = "ajouter", "repartir"
FILED_BEFORE = (
    "Ce tableau est déjà enregistré, rempli autrement : voyez « Mes signalements ». Ce que vous avez changé depuis ne "
    "l’est pas : corrigez le signalement lui-même, ou mettez les lignes nouvelles dans un autre tableau."
)


@needs(Verb.REPORT_FILE)
def table(request: Request) -> HttpResponse:
    """The table, empty or as it was typed: what a line lacks is told in its cells."""
    sent = request.method == "POST"
    sheet = Sheet(request.POST if sent else None, actor=request.actor, today=clock.today())
    if sent and ADD in request.POST:
        sheet.add_lines()
    elif sent and SPREAD in request.POST:
        sheet.spread()
    elif sent and sheet.is_sound():
        key = file_sheet(actor=request.actor, sheet=sheet, now=clock.now())
        if key:
            return go_to(request, "reports:table-filed", key=key)
    lists = {name: choices.labels for name, choices in sheet.choices.items()}
    lists |= {"place": offered_places(request.actor), "moments": MOMENT_LABELS}
    columns = "|".join(["Ligne", *(str(field.label) for field in sheet.blank.fields.values())])
    return page(request, "reports/table.html", {"sheet": sheet, "lists": lists, "columns": columns, "most": MOST_LINES})


@needs(Verb.REPORT_FILE)
def table_filed(request: Request, key: UUID) -> HttpResponse:
    """What the reporter reads once the table is filed: the number of each report, and what happens next."""
    reports = list(reports_filed_with(request.actor, keys_of(key)))
    if not reports:
        raise Http404
    note_reading(request, reports[0], reports)
    return page(request, "reports/table_filed.html", {"reports": reports})


def keys_of(key: UUID) -> list[UUID]:
    """The filing key of each line of a table."""
    return [key_of(key, number) for number in range(1, MOST_LINES + 1)]


def key_of(key: UUID, number: int) -> UUID:
    """The filing key of one line of a table."""
    return uuid5(key, str(number))


def file_sheet(*, actor: Actor, sheet: Sheet, now: datetime) -> UUID | None:
    """File every line in one transaction, once for the key of the table; None when a line was refused, and says why."""
    key = sheet.key
    if filed := set(reports_filed_with(actor, keys_of(key)).values_list("filing_key", "category", "text")):
        if filed == {_sent(line, key) for line in sheet.filled}:
            return key
        sheet.head.add_error(None, FILED_BEFORE)
        return None
    with transaction.atomic():
        made = [line.carry_out(_file, actor=actor, line=line, sheet=sheet, key=key, now=now) for line in sheet.filled]
        # A line that another sending of the same table filed meanwhile: all of them are there, nothing is added.
        was_faster = any(report is not None and report.created_at != now for report in made)
        is_refused = None in made
        transaction.set_rollback(is_refused or was_faster)
    return None if is_refused else key


def _sent(line: LineForm, key: UUID) -> tuple[UUID, str, str]:
    """A line as it is told from another one sent under the same key."""
    values = line.cleaned_data
    return key_of(key, int(line.number)), values["category"].pk, values["text"].strip()


def _file(*, actor: Actor, line: LineForm, sheet: Sheet, key: UUID, now: datetime) -> Report:
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
        sending=Sending(values["channel"] or Report.Channel.MEMBER, filing_key=key_of(key, int(line.number))),
        now=now,
        today=sheet.today,
    )
