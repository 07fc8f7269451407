"""Finding cases by what staff type. Names of witnesses are never matched here."""

from __future__ import annotations

import sqlalchemy as sa

from victimplanner.domain.case import Case, CaseState, Defendant
from victimplanner.domain.witness import Witness
from victimplanner.storage.database import fold
from victimplanner.storage.tables import TABLES
from victimplanner.storage.unit_of_work import UnitOfWork


def find_case_ids(uow: UnitOfWork, text: str, urn_text: str, *, include_closed: bool, limit: int) -> list[str]:
    """Return ids of cases matching `text`, ordered by URN: URN, defendant, court number, paper reference.

    `urn_text` is the text with separators taken off, for URNs in any spelling. An empty text matches all.
    """
    case, defendant, witness = (TABLES[kind].__table__.c for kind in (Case, Defendant, Witness))
    statement = sa.select(case.id).order_by(case.urn, case.id).limit(limit)
    if not include_closed:
        statement = statement.where(case.state == CaseState.OPEN)
    folded = fold(text)
    if folded:
        like = f"%{_escaped(folded)}%"
        matches = [
            sa.func.fold(case.court_case_no).like(like, escape="\\"),
            case.id.in_(sa.select(defendant.case_id).where(sa.func.fold(defendant.name).like(like, escape="\\"))),
            case.id.in_(sa.select(witness.case_id).where(sa.func.fold(witness.reference).like(like, escape="\\"))),
        ]
        if urn_text:
            matches.append(case.urn.like(f"%{_escaped(urn_text)}%", escape="\\"))
        statement = statement.where(sa.or_(*matches))
    return [row[0] for row in uow.rows(statement)]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
