"""Writing and reading the counted worklist: one line for each open item, asked for by page and counted by the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from victimplanner.domain.case import Case
from victimplanner.domain.due import NO_DAYS
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import DueCounts, DueQuery, Grouping, days_of, state_of_line
from victimplanner.domain.urn import urn_search_text
from victimplanner.storage.database import fold
from victimplanner.storage.due_lines import DUE_LINE, DUE_MARK
from victimplanner.storage.tables import TABLES, AuditEntryRow
from victimplanner.storage.unit_of_work import UnitOfWork, in_words

_LINE = DUE_LINE.c
_HAS_LIMIT = _LINE.rule_words != NO_DAYS
_DAY = (_LINE.due, _LINE.urn, _LINE.key)  # the order of the index, so that a page costs what it shows
# "+": the value and not the index, where going through the index one line at a time would take longer.
_PLAIN_DUE: sa.ColumnElement[Any] = sa.type_coerce(sa.literal_column("+due_line.due"), sa.Date())
_KEYS: Mapping[Grouping, sa.Column[Any]] = {
    Grouping.CASE: _LINE.case_id,
    Grouping.OWNER: _LINE.owner_name,
    Grouping.RULE: _LINE.rule_id,
}
_SEARCHED = (_LINE.title, _LINE.why, _LINE.case_title, _LINE.witness_label, _LINE.owner_name, _LINE.citation)
_IN_CHUNK = 500  # values in one "in (...)": well below the limit of the database


@dataclass(frozen=True)
class Counted:
    """The lines of one case as worked out from its records, and the day from which they no longer hold by themselves."""

    items: Sequence[DueItem]
    stale_on: dt.date | None


# ---------------------------------------------------------------- counting


def trail_head(uow: UnitOfWork) -> int:
    """Return the number of the last line of the audit trail: while it stays, no record was changed."""
    return int(uow.rows(sa.select(sa.func.max(AuditEntryRow.__table__.c.seq)))[0][0] or 0)  # type: ignore[attr-defined]


def stale_cases(uow: UnitOfWork, today: dt.date) -> list[str]:
    """Return the cases whose lines must be worked out: those never counted, and those that time has changed."""
    case = TABLES[Case].__table__.c
    stale = [row[0] for row in uow.rows(sa.select(DUE_MARK.c.case_id).where(DUE_MARK.c.stale_on <= today))]
    cases = uow.rows(sa.select(sa.func.count()).select_from(TABLES[Case].__table__))[0][0]
    marks = uow.rows(sa.select(sa.func.count()).select_from(DUE_MARK))[0][0]
    if cases != marks:
        stale += [row[0] for row in uow.rows(sa.select(case.id).where(case.id.not_in(sa.select(DUE_MARK.c.case_id))))]
    return stale


def forget_other_counts(engine: sa.Engine, counted_by: int) -> None:
    """Let every case be counted again where another program or other rules counted last.

    `counted_by` tells them apart, from 1 to 2**31 - 1; it stands in the file's own number for its user.
    """
    with in_words(), engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar() == counted_by:
            return
    with in_words(), engine.begin() as connection:
        connection.execute(sa.delete(DUE_MARK))
        connection.exec_driver_sql(f"PRAGMA user_version = {int(counted_by)}")


def unmarked(uow: UnitOfWork, case_ids: Collection[str]) -> list[str]:
    """Return which of these cases have no mark."""
    wanted = list(case_ids)
    marked: set[str] = set()
    for start in range(0, len(wanted), _IN_CHUNK):
        chunk = wanted[start : start + _IN_CHUNK]
        marked |= {row[0] for row in uow.rows(sa.select(DUE_MARK.c.case_id).where(DUE_MARK.c.case_id.in_(chunk)))}
    return [case_id for case_id in wanted if case_id not in marked]


def write_counted(engine: sa.Engine, head: int, counted: Mapping[str, Counted]) -> bool:
    """Put the lines of these cases in the place of earlier ones and mark them, in one transaction.

    `head` is the end of the trail as it was when their records were read: False, with nothing written, where something
    was changed since.
    """
    rows = [_row(item) for one in counted.values() for item in one.items]
    marks = [{"case_id": case_id, "stale_on": one.stale_on} for case_id, one in counted.items()]
    ids = list(counted)
    seq = AuditEntryRow.__table__.c.seq  # type: ignore[attr-defined]
    with in_words(), engine.begin() as connection:
        if (connection.execute(sa.select(sa.func.max(seq))).scalar() or 0) != head:
            return False
        for start in range(0, len(ids), _IN_CHUNK):
            chunk = ids[start : start + _IN_CHUNK]
            connection.execute(sa.delete(DUE_LINE).where(_LINE.case_id.in_(chunk)))
            connection.execute(sa.delete(DUE_MARK).where(DUE_MARK.c.case_id.in_(chunk)))
        if rows:
            connection.execute(sa.insert(DUE_LINE), rows)
        if marks:
            connection.execute(sa.insert(DUE_MARK), marks)
    return True


def _row(item: DueItem) -> dict[str, Any]:
    row = {column.name: getattr(item, column.name) for column in DUE_LINE.columns}
    return row | {"subject_ids": " ".join(item.subject_ids)}


# ---------------------------------------------------------------- reading


def read_lines(
    uow: UnitOfWork,
    query: DueQuery,
    today: dt.date,
    limit: int,
    by: Grouping = Grouping.WHEN,
    *,
    few: bool = False,
) -> list[DueItem]:
    """Return the first lines of a query, sorted within their groups by day; words of standing are left to the caller.

    `few`: it is known that few lines match.

    By day, case, owner or rule: `limit` is the number of lines in all, but for a query of one state, of that state.
    """
    # Few among many are found first and sorted then, not looked for in the order of all.
    plain = few or query.owners is not None
    order: tuple[sa.ColumnElement[Any], ...] = (_PLAIN_DUE, *_DAY[1:]) if plain else _DAY
    if by is not Grouping.WHEN:
        order = (_LINE.urn if by is Grouping.CASE else _KEYS[by], _PLAIN_DUE.is_(None), *order)
    chosen = _chosen(sa.select(DUE_LINE), query, today, _PLAIN_DUE if few else _LINE.due)
    return [_item(row, today) for row in uow.rows(chosen.order_by(*order).limit(limit))]


def count_lines(uow: UnitOfWork, query: DueQuery, today: dt.date) -> DueCounts:
    """Count the lines of a query by state. How many are put off is counted beside them, in the same pass."""
    by_state: dict[DueState, int] = {}
    put_off, dues = 0, list[dt.date]()
    away = sa.func.coalesce(_LINE.snoozed_until > today, False)
    columns: tuple[sa.ColumnElement[Any], ...] = (_PLAIN_DUE, _HAS_LIMIT, away, sa.func.count())
    for day, has_limit, is_away, number in uow.rows(
        _narrowed(sa.select(*columns), query, today).group_by(*columns[:3])
    ):
        if is_away:
            put_off += number
        if bool(is_away) is not query.put_off:
            continue
        state = state_of_line(day, bool(has_limit), today)
        by_state[state] = by_state.get(state, 0) + number
        if day is not None:
            dues.append(day)
    return DueCounts(by_state, put_off, min(dues, default=None))


def count_groups(
    uow: UnitOfWork, query: DueQuery, today: dt.date, by: Grouping, keys: Collection[str]
) -> dict[str, int]:
    """Return how many lines of a query each of these groups has."""
    key = _KEYS[by]
    wanted, found = list(keys), dict[str, int]()
    for start in range(0, len(wanted), _IN_CHUNK):
        statement = _chosen(sa.select(key, sa.func.count()), query, today).group_by(key)
        found |= dict(tuple(row) for row in uow.rows(statement.where(key.in_(wanted[start : start + _IN_CHUNK]))))
    return found


def owners_of_lines(uow: UnitOfWork) -> list[str]:
    """Return everybody who owns a line, each found by one step in the index, however many lines there are."""
    least = sa.select(sa.func.min(_LINE.owner_name).label("name"))
    steps = least.cte("steps", recursive=True)
    after = sa.select(sa.func.min(_LINE.owner_name)).where(_LINE.owner_name > steps.c.name).scalar_subquery()
    steps = steps.union_all(sa.select(after).where(steps.c.name.is_not(None)))
    return [row[0] for row in uow.rows(sa.select(steps.c.name).where(steps.c.name.is_not(None)))]


def units_of_cases(uow: UnitOfWork) -> list[str]:
    """Return the units that cases belong to."""
    case = TABLES[Case].__table__.c
    return [row[0] for row in uow.rows(sa.select(case.unit).distinct().order_by(case.unit))]


def has_cases(uow: UnitOfWork) -> bool:
    """Whether there is any case, a closed one too."""
    return bool(uow.rows(sa.select(TABLES[Case].__table__.c.id).limit(1)))


def last_row(uow: UnitOfWork) -> int:
    """Return about how many lines there are, in no time at all."""
    return int(uow.rows(sa.select(sa.func.max(sa.literal_column("rowid"))).select_from(DUE_LINE))[0][0] or 0)


def _chosen(
    statement: sa.Select[Any], query: DueQuery, today: dt.date, due: sa.ColumnElement[Any] = _LINE.due
) -> sa.Select[Any]:
    if query.put_off:
        statement = statement.where(_LINE.snoozed_until > today)
    else:
        statement = statement.where(sa.or_(_LINE.snoozed_until.is_(None), _LINE.snoozed_until <= today))
    return _narrowed(statement, query, today, due)


def _narrowed(
    statement: sa.Select[Any], query: DueQuery, today: dt.date, due: sa.ColumnElement[Any] = _LINE.due
) -> sa.Select[Any]:
    for column, names in ((_LINE.owner_name, query.owners), (_LINE.unit, query.units), (_LINE.rule_id, query.rule_ids)):
        if names is not None:
            statement = statement.where(column.in_(sorted(names)))
    if query.state is DueState.NO_LIMIT:
        statement = statement.where(due.is_(None), sa.not_(_HAS_LIMIT))
    elif query.state is DueState.NOT_KNOWN:
        statement = statement.where(due.is_(None), _HAS_LIMIT)
    elif query.state is not None:
        first, last = days_of(query.state, today)
        if first is not None:
            statement = statement.where(due >= first)
        if last is not None:
            statement = statement.where(due <= last)
    return statement.where(_matches(query.text)) if query.text.strip() else statement


def _matches(text: str) -> sa.ColumnElement[bool]:
    """Title, reason, case, witness, owner, source and URN; ASCII by the database's own comparing, the rest folded."""
    wanted = text.strip()
    folded, plain = fold(wanted), wanted.isascii()
    found = [(c if plain else sa.func.fold(c)).contains(folded, autoescape=True) for c in _SEARCHED]
    part = sa.func.substr
    as_shown = part(_LINE.urn, 1, 4).concat("/").concat(part(_LINE.urn, 5, 5)).concat("/").concat(part(_LINE.urn, 10))
    found.append(as_shown.contains(folded, autoescape=True))
    if urn := urn_search_text(text):
        found.append(_LINE.urn.contains(urn, autoescape=True))
    return sa.or_(*found)


def _item(row: Any, today: dt.date) -> DueItem:
    values = dict(row._mapping)
    values["subject_ids"] = tuple(values["subject_ids"].split())
    if values["snoozed_until"] is not None and values["snoozed_until"] <= today:
        values |= {"snoozed_until": None, "snooze_reason": ""}  # it is back, with what it runs from
    state = state_of_line(values["due"], values["rule_words"] != NO_DAYS, today)
    return DueItem(state=state, standing="", **values)
