"""The case front sheet: one page in front of the file, about this witness only.

Never a number or an address, and never how many witnesses there are. Where the page has no room, rows go in a fixed
order and the sheet says how many: dates that are done, measures not open, actions beyond four; then the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import NOTHING, facts, grid, note, panel, paragraph, section, title
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.contact_box import contact_box
from victimplanner.documents.parts.front_rows import Row, action_rows, date_rows, measure_rows, people_rows
from victimplanner.documents.parts.one_page import Shortener, fewest_left_out
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.domain.case import ChargeState
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.urn import display_urn

_LOOK = replace(
    FILE_LOOK,
    heading=FILE_LOOK.heading.clone("front", fontSize=12, leading=15),
    cell_padding=2.2,
    space_before_heading=6,
)
_PANEL_WIDTHS = (129.6, 119.5, 129.6, 100.3)
_MOST_ACTIONS, _FEWEST_ACTIONS = 6, 4
_KEPT_DATES = 6  # of those to come, while anything else can go
_VALUE_FITS, _TASK_FITS, _NAME_FITS = 60, 90, 40  # characters


@dataclass(frozen=True)
class _Rows:
    """All rows of the three tables, and which of them go, in the order in which they go: (table, row)."""

    dates: list[Row]
    measures: list[Row]
    actions: list[Row]
    beyond: int  # actions that the page never shows
    in_order: list[tuple[str, int]]


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the sheet so that it stays on one page."""
    dates, measures = date_rows(file, paper_facts, issue.today), measure_rows(file, paper_facts)
    actions = action_rows(file)
    shown = actions[:_MOST_ACTIONS]
    rows = _Rows(dates, measures, shown, len(actions) - len(shown), _going(dates, measures, shown))
    most, row_height = len(rows.in_order), _LOOK.table.leading + 2 * _LOOK.cell_padding - 1
    return fewest_left_out(lambda left_out: _sheet(file, issue, paper_facts, rows, left_out), most, row_height)


def _going(dates: Sequence[Row], measures: Sequence[Row], actions: Sequence[Row]) -> list[tuple[str, int]]:
    """Return which rows go first. Of the dates to come the nearest stay longest."""
    done = [at for at, row in enumerate(dates) if row.is_first_to_go]
    to_come = [at for at, row in enumerate(dates) if not row.is_first_to_go]
    not_open = [at for at, row in enumerate(measures) if row.is_first_to_go]
    open_measures = [at for at, row in enumerate(measures) if not row.is_first_to_go]
    return [
        *(("dates", at) for at in done),
        *(("measures", at) for at in reversed(not_open)),
        *(("actions", at) for at in reversed(range(_FEWEST_ACTIONS, len(actions)))),
        *(("dates", at) for at in reversed(to_come[_KEPT_DATES:])),
        *(("actions", at) for at in reversed(range(1, min(len(actions), _FEWEST_ACTIONS)))),
        *(("dates", at) for at in reversed(to_come[1:_KEPT_DATES])),
        *(("measures", at) for at in reversed(open_measures)),
    ]


def _sheet(file: WitnessFile, issue: IssueInfo, paper_facts: PaperFacts, rows: _Rows, left_out: int) -> list[Flowable]:
    shortener = Shortener()
    gone = frozenset(rows.in_order[:left_out])

    def kept(table: str, of: Sequence[Row]) -> list[tuple[str, ...]]:
        return [row.cells for at, row in enumerate(of) if (table, at) not in gone]

    actions = [
        (shortener.short(what, _TASK_FITS), shortener.short(who, _NAME_FITS) or NOTHING, due)
        for what, who, due in kept("actions", rows.actions)
    ]
    beyond = rows.beyond + len(rows.actions) - len(actions)
    more = [note(f"and {beyond} more in the program", _LOOK)] if beyond else []
    heads = ("Measure", "Wanted", "Applied", "Directed", "Used")
    dates = _table(("Event", "Date", "State"), kept("dates", rows.dates), (195, 163, 121), is_cut=bool(rows.dates))
    is_cut = bool(rows.measures)
    measures = _table(heads, kept("measures", rows.measures), (195, 72, 72, 72, 68), is_cut=is_cut)
    made = title("Case front sheet", "One page for the front of the file, this witness only")
    made += [_panel(file, issue, paper_facts, shortener), contact_box(file, issue.today, shortener, _LOOK)]
    made += section("Key dates", dates, look=_LOOK)
    made += section("Special measures", measures, look=_LOOK)
    tasks = _table(("Action", "Owner", "Due"), actions, (272, 101, 106), is_first_bold=False)
    made += section("Next actions", tasks, *more, look=_LOOK)
    made += section("People and papers", facts(people_rows(file, shortener), 159), look=_LOOK)
    said = _left_out(rows, gone, shortener)
    return [*made, Spacer(1, 4), note(said, _LOOK)] if said else made


def _table(
    heads: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    widths: Sequence[float],
    *,
    is_first_bold: bool = True,
    is_cut: bool = False,
) -> Flowable:
    if not rows:
        return paragraph("– In the program only." if is_cut else "– None recorded.", _LOOK.body)
    return grid(heads, rows, widths, _LOOK, is_first_bold=is_first_bold)


def _panel(file: WitnessFile, issue: IssueInfo, paper_facts: PaperFacts, shortener: Shortener) -> Flowable:
    held = dict.fromkeys(gate.section for gate in paper_facts.gates if gate.code in paper_facts.gates_held)
    is_child = file.is_child_on(issue.today)
    age = "Under 18" if is_child else "Adult" if file.age_on(issue.today) is not None else "Age not recorded"
    live = sum(charge.state is ChargeState.LIVE for charge in file.charges)
    stopped = len(file.charges) - live
    counts = f"{live}, {stopped} stopped" if stopped else str(live)
    person = "Complainant" if file.witness.is_complainant else "Witness"
    accused = ", ".join(f"{defendant.label} {defendant.name}" for defendant in file.defendants)
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        (f"{person} (file copy only)", file.witness.name),
        ("Age group; eligibility", f"{age}; {', '.join(held) or 'no gate'}"),
        ("Accused", accused),
        ("Charges for this witness", counts if file.charges else ""),
    )
    return panel([(label, shortener.short(value, _VALUE_FITS) or NOTHING) for label, value in cells], _PANEL_WIDTHS)


def _left_out(rows: _Rows, gone: frozenset[tuple[str, int]], shortener: Shortener) -> str:
    """Return what has no room here, by number; nothing is left out in silence."""
    of = {"dates": rows.dates, "measures": rows.measures}
    words = {
        ("dates", True): ("date done", "dates done"),
        ("dates", False): ("later date", "later dates"),
        ("measures", True): ("measure not open", "measures not open"),
        ("measures", False): ("other measure", "other measures"),
    }
    counts = Counter((table, of[table][at].is_first_to_go) for table, at in gone if table in of)
    parts = [plural(counts[kind], *named) for kind, named in words.items() if counts[kind]]
    said = f"No room here for {', '.join(parts)}: see the program." if parts else ""
    if shortener.count:
        cut = plural(shortener.count, "text is", "texts are")
        said = f"{said} {cut} cut short (…) and whole in the program.".strip()
    return said


DOCUMENT = DocumentSpec(
    kind=PaperKind.FRONT_SHEET,
    title="Case front sheet",
    variants=(Variant.FILE,),
    needs_meeting=False,
    build=build,
)
