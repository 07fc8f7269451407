"""Reading and judging a caseload list (CSV): bytes in, a plan out. No storage, no clock, no window.

Steps: `read_sheet` (bytes to rows), `map_columns` (headings to fields), `plan_import` (rows to facts, outcomes and
cases); `prepare_import` does all three. What is decided where the input leaves doubt stands at the top of the
module concerned: `reading`, `mapping`, `dates`, `names`, `contact`, `rows`, `plan`.

Three promises: every row of the file is accounted for; nothing is guessed silently (a doubtful fact stays unknown and
a sentence says so); and no message holds anybody's name, so results may be printed or logged.
"""

from victimplanner.domain.importing.facts import (
    OUTCOME_WORDS,
    Answer,
    CaseImport,
    ChargeImport,
    ComplainantImport,
    ContactHints,
    DefendantImport,
    ImportIssue,
    ImportRow,
    Level,
    Outcome,
)
from victimplanner.domain.importing.knowledge import ImportKnowledge, knowledge_from
from victimplanner.domain.importing.mapping import ColumnHow, ColumnMapping, MappedColumn, map_columns
from victimplanner.domain.importing.plan import ImportPlan, plan_import, prepare_import
from victimplanner.domain.importing.reading import FileNotRead, Sheet, SheetRow, read_sheet
from victimplanner.domain.importing.report import plan_data

__all__ = [
    "OUTCOME_WORDS",
    "Answer",
    "CaseImport",
    "ChargeImport",
    "ColumnHow",
    "ColumnMapping",
    "ComplainantImport",
    "ContactHints",
    "DefendantImport",
    "FileNotRead",
    "ImportIssue",
    "ImportKnowledge",
    "ImportPlan",
    "ImportRow",
    "Level",
    "MappedColumn",
    "Outcome",
    "Sheet",
    "SheetRow",
    "knowledge_from",
    "map_columns",
    "plan_data",
    "plan_import",
    "prepare_import",
    "read_sheet",
]
