"""One row of cells becomes typed facts, each doubt with a sentence.

Decisions:
- Refused: URN wrong or missing, no victim name or more than one, or text beyond the last column (the cells have
  slipped, nothing in the row can be relied on). Left out: blank lines, totals, repeated headings.
- A word that is not on the lists of known words leaves the fact unknown, with a warning; it is never guessed.
- A cell that begins with = + - @, tab or return could run as a formula in a spreadsheet. It is kept as plain
  text with a warning. Telephone numbers such as +44 7700 900456 are no formulas.
- Plea and remand stand once in a row; with several accused they are taken for each, with a warning.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field, replace

from victimplanner.domain.case import CourtKind, PleaKind, Remand
from victimplanner.domain.importing.checks import cross_check
from victimplanner.domain.importing.contact import read_contact
from victimplanner.domain.importing.dates import read_date
from victimplanner.domain.importing.facts import Answer, ImportIssue, ImportRow, Level, Outcome
from victimplanner.domain.importing.knowledge import FIELD_NAMES, ImportKnowledge, court_key, plain
from victimplanner.domain.importing.mapping import ColumnMapping
from victimplanner.domain.importing.names import Message, read_defendants, read_person, tidy, tidy_lines
from victimplanner.domain.importing.reading import SheetRow
from victimplanner.domain.urn import UrnWrong, is_urn, parse_urn, urn_warnings

_PHONE_START = re.compile(r"\+[0-9][0-9\s()\-]{7,}(?:$|[\s,;.])", re.ASCII)


@dataclass
class _Reader:
    """The cells of one row by field, and the issues found so far."""

    cells: dict[str, str]
    knowledge: ImportKnowledge
    today: dt.date
    issues: list[ImportIssue] = field(default_factory=list)

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def say(self, name: str, *messages: Message) -> None:
        label = self.knowledge.label(name)
        for level, message in messages:
            self.issues.append(ImportIssue(name, level, f"{label}: {message}", self.cell(name)))

    def text(self, name: str) -> str:
        cell = tidy(self.cell(name))
        return "" if self.knowledge.is_blank(cell) else cell

    def date(self, name: str, *, birth: bool = False) -> dt.date | None:
        reading = read_date(self.cell(name), self.knowledge, self.today, birth=birth)
        self.say(name, *reading.messages)
        return reading.value

    def choice(self, name: str, group: str, keys: tuple[str, ...]) -> str:
        """Return the key whose words the cell says, "" for a blank cell or, with a warning, an unknown word."""
        text = self.cell(name)
        if not text.strip():
            return ""
        for key in keys:
            if self.knowledge.says(group, key, text):
                return key
        if not self.knowledge.is_blank(text):
            self.say(name, (Level.WARNING, "The word in the cell is not known here; left unknown. Check it."))
        return ""


def read_row(row: SheetRow, mapping: ColumnMapping, knowledge: ImportKnowledge, today: dt.date) -> ImportRow:
    """Read one row below the headings. Rows of the same URN are not compared here; see `plan`."""
    raw = {column.key: _cell(row, column.position) for column in mapping.columns}
    if row.is_blank:
        return ImportRow(row.number, Outcome.LEFT_OUT, "The line is blank.")
    if all(plain(text) in ("", plain(key)) for key, text in raw.items()):
        return ImportRow(row.number, Outcome.LEFT_OUT, "The line repeats the headings.", raw=raw)
    cells = {column.field: _cell(row, column.position) for column in mapping.columns if column.field}
    if _is_total_line(row, cells, knowledge):
        return ImportRow(row.number, Outcome.LEFT_OUT, "The line is a total, not a case.", raw=raw)
    reader = _Reader(cells, knowledge, today)
    if any(cell.strip() for cell in row.cells[len(mapping.columns) :]):
        reader.issues.append(
            ImportIssue(
                "",
                Level.REFUSAL,
                "The row has text beyond the last column, so its cells may have slipped, for instance at a comma"
                " without quotation marks. Correct the row in the list.",
            )
        )
    _warn_of_formulas_and_damage(reader, raw, mapping)
    facts = _facts(reader)
    facts = replace(facts, number=row.number, raw=raw, fingerprint=fingerprint(facts, cells, raw, mapping))
    return settle(facts, (*reader.issues, *cross_check(facts, knowledge, today)))


def settle(row: ImportRow, issues: tuple[ImportIssue, ...]) -> ImportRow:
    """Return the row with these issues in the order of the fields, and the outcome and reason that follow."""
    issues = tuple(sorted(issues, key=_field_order))
    for level, outcome in ((Level.REFUSAL, Outcome.REFUSED), (Level.WARNING, Outcome.WARNING)):
        messages = [issue.message for issue in issues if issue.level == level]
        if messages:
            return replace(row, issues=issues, outcome=outcome, reason=messages[0])
    return replace(row, issues=issues, outcome=Outcome.IMPORTED, reason="")


def _field_order(issue: ImportIssue) -> int:
    if not issue.field:
        return -1  # about the whole row: first
    return FIELD_NAMES.index(issue.field) if issue.field in FIELD_NAMES else len(FIELD_NAMES)


def fingerprint(row: ImportRow, cells: dict[str, str], raw: dict[str, str], mapping: ColumnMapping) -> str:
    """Return a hash of what the row says, the same for any order of columns, encoding, separator or row number.

    Tidied text is hashed, so that a stray space does not make a new row; a changed cell does.
    """
    said = {name: tidy(text) for name, text in cells.items()}
    said["urn"] = row.urn or said.get("urn", "")
    said |= {f"raw:{column.key}": tidy(raw[column.key]) for column in mapping.columns if not column.field}
    parts = [f"{name}\x1f{text}" for name, text in sorted(said.items()) if text]
    return hashlib.sha256("\x1e".join(["caseload row 1", *parts]).encode("utf-8", "surrogatepass")).hexdigest()


def _cell(row: SheetRow, position: int) -> str:
    return row.cells[position] if position < len(row.cells) else ""


def _is_total_line(row: SheetRow, cells: dict[str, str], knowledge: ImportKnowledge) -> bool:
    first = next(cell for cell in row.cells if cell.strip())
    words = plain(first).rstrip(": ")
    starts = any(
        words == word or (words.startswith(f"{word} ") and len(words) < 40)
        for word in knowledge.words["total_line"]["words"]
    )
    return starts and not is_urn(cells.get("urn", "")) and not cells.get("witness_name", "").strip()


def _warn_of_formulas_and_damage(reader: _Reader, raw: dict[str, str], mapping: ColumnMapping) -> None:
    for column in mapping.columns:
        text = raw[column.key]
        name = column.field or column.key
        label = reader.knowledge.label(column.field) or f"Column \u201c{column.key}\u201d"
        if _is_formula(text) and not reader.knowledge.is_blank(text):
            message = (
                f"{label}: The cell begins like a spreadsheet formula. It was kept as plain text and will not run;"
                " check what was meant."
            )
            reader.issues.append(ImportIssue(name, Level.WARNING, message, text))
        if _is_damaged(text):
            message = f"{label}: Accented letters look damaged (wrong encoding). Check the text in the list."
            reader.issues.append(ImportIssue(name, Level.WARNING, message, text))


def _is_formula(text: str) -> bool:
    if text.startswith(("\t", "\r")):
        return True
    start = text.lstrip()
    return start.startswith(("=", "+", "-", "@")) and not _PHONE_START.match(start)


def _is_damaged(text: str) -> bool:
    """Return whether the text holds lost characters, or UTF-8 that was once read as Windows-1252."""
    if "\ufffd" in text:
        return True
    for piece in re.findall(r"[\u00c2-\u00f4][^\x00-\x7f]+", text):
        try:
            b"".join(_old_byte(c) for c in piece).decode("utf-8")
        except UnicodeError:
            continue  # real accents do not decode so
        return True
    return False


def _old_byte(character: str) -> bytes:
    """Return the Windows-1252 byte of a character; the five bytes it leaves empty pass as they are."""
    return character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")


def _facts(reader: _Reader) -> ImportRow:
    knowledge = reader.knowledge
    urn = _urn(reader)
    witness_name, messages = read_person(reader.cell("witness_name"), knowledge)
    reader.say("witness_name", *messages)
    defendants, messages = read_defendants(reader.cell("defendants"), knowledge)
    reader.say("defendants", *messages)
    contact, messages = read_contact(reader.cell("safe_contact"), knowledge)
    reader.say("safe_contact", *messages)
    court_kind, court_name = _court(reader)
    plea = reader.choice("plea", "plea", ("not_guilty", "guilty", "none"))
    remand = reader.choice("remand", "remand", ("bail", "custody", "unknown"))
    return ImportRow(
        number=0,
        urn=urn,
        defendants=defendants,
        lead_offence=reader.text("lead_offence"),
        sexual_offence=_sexual_offence(reader),
        court_kind=court_kind,
        court_name=court_name,
        witness_name=witness_name,
        date_of_birth=reader.date("date_of_birth", birth=True),
        charged_on=reader.date("charged_on"),
        plea=PleaKind(plea) if plea in set(PleaKind) else None,
        plea_on=reader.date("plea_on"),
        ptph_on=reader.date("ptph_on"),
        trial_on=reader.date("trial_on"),
        officer=reader.text("officer"),
        isva=reader.text("isva"),
        prosecutor=reader.text("prosecutor"),
        wco=reader.text("wco"),
        remand=Remand(remand or "unknown"),
        s28=Answer(reader.choice("s28", "answer", ("yes", "no", "unknown")) or "unknown"),
        special_measures=tidy_lines(reader.cell("special_measures")),
        contact=contact,
        notes=tidy_lines(reader.cell("notes")),
    )


def _urn(reader: _Reader) -> str:
    try:
        urn = parse_urn(reader.cell("urn"))
    except UrnWrong as wrong:
        reader.issues.append(ImportIssue("urn", Level.REFUSAL, str(wrong), reader.cell("urn")))
        return ""
    for message in urn_warnings(urn, reader.knowledge.forces, reader.today):
        reader.issues.append(ImportIssue("urn", Level.WARNING, message, reader.cell("urn")))
    return urn


def _court(reader: _Reader) -> tuple[CourtKind, str]:
    text = reader.text("court")
    if not text:
        reader.say("court", (Level.WARNING, "No court is given, so time limits cannot be worked out."))
        return CourtKind.UNKNOWN, ""
    key = court_key(text)
    known = reader.knowledge.courts.get(key)
    if known:
        return known.kind, known.name
    kinds = [
        kind
        for kind, words in reader.knowledge.court_kind_words.items()
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", key) for word in words)
    ]
    if len(kinds) == 1:
        return kinds[0], text
    reader.say(
        "court",
        (Level.WARNING, "The kind of court is not clear from the words, so time limits cannot be worked out."),
    )
    return CourtKind.UNKNOWN, text


def _sexual_offence(reader: _Reader) -> Answer:
    offence = plain(reader.text("lead_offence"))
    for key, answer in (("sexual", Answer.YES), ("not_sexual", Answer.NO)):
        words = reader.knowledge.words["offence"][key]
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", offence) for word in words):
            return answer
    reader.say(
        "lead_offence",
        (
            Level.WARNING,
            "It is not clear whether this is a sexual offence; eligibility for special measures depends on it."
            if offence
            else "No offence is given; eligibility for special measures depends on it.",
        ),
    )
    return Answer.UNKNOWN
