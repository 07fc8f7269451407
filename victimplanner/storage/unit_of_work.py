"""One piece of work on an office file: read records, add and save them, commit or roll back as a whole.

The only module that turns database errors into words; nothing above sees SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from victimplanner.domain.case import Action
from victimplanner.domain.errors import Conflict, NotFound, StorageProblem
from victimplanner.domain.meeting_record import Attendance, Concern, Draft, NoteParagraph, Question, TopicNote
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.people import Absence, CasePerson
from victimplanner.domain.record import Record
from victimplanner.domain.rule_editions import AnnouncedHoliday
from victimplanner.domain.topics import TopicLine
from victimplanner.domain.worklists import SavedFilter
from victimplanner.storage import audit
from victimplanner.storage.due_lines import case_id_of, forget_counts
from victimplanner.storage.tables import TABLES, to_record, to_row

R = TypeVar("R", bound=Record)

# Lines of a record that is still open, drafts, parts in a case, absences, days entered into the calendar, a person's
# own filters, and how an office words its topics. Everything else may be evidence.
DELETABLE: frozenset[type[Record]] = frozenset(
    {
        Attendance, TopicNote, Question, NoteParagraph, Concern, Action, CasePerson, Draft, Absence, TopicLine,
        ClosedDay, AnnouncedHoliday, SavedFilter,
    }
)  # fmt: skip

_IN_CHUNK = 500  # values in one "in (...)": well below the limit of the database


@dataclass(frozen=True)
class Written:
    """What a commit wrote: kinds by class name, ids, and the cases they belong to."""

    kinds: frozenset[str]
    ids: frozenset[str]
    case_ids: frozenset[str]


class UnitOfWork:
    """Use as a context manager. Leaving it without an error commits, with one rolls back everything.

    With `action` "" it only reads and refuses to write.
    """

    def __init__(self, engine: sa.Engine, actor: str = "", action: str = "", at: dt.datetime | None = None) -> None:
        self._engine = engine if action else engine.execution_options(reading=True)
        self._actor, self._action, self._at = actor, action, at
        self._written: list[Record] = []
        self.changed: Written | None = None

    def __enter__(self) -> Self:
        self._session = Session(self._engine, autoflush=bool(self._action), expire_on_commit=False)
        audit.refuse_bulk(self._session)
        if self._action:
            assert self._at is not None
            audit.watch(self._session, self._actor, self._action, self._at)
        else:
            audit.refuse_writing(self._session)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None and self._action:
                self._commit()
                self.changed = Written(
                    frozenset(type(r).__name__ for r in self._written),
                    frozenset(r.id for r in self._written),
                    frozenset(c for r in self._written if (c := case_id_of(r))),
                )
            else:
                self._session.rollback()
        finally:
            self._session.close()

    def _commit(self) -> None:
        connection = self._session.connection() if self._session.in_transaction() else None
        try:
            with in_words():
                if self._written:
                    forget_counts(self._session.connection(), self._written)
                self._session.commit()
        except BaseException:
            if connection is not None:
                # A refused COMMIT may leave the transaction open: the next user of the connection must not find it.
                connection.invalidate()
            raise

    # ------------------------------------------------------------ reading

    def get(self, kind: type[R], record_id: str, /) -> R:
        """Return one record. Raises: NotFound."""
        with in_words():
            row = self._session.get(TABLES[kind], record_id)
        if row is None:
            raise NotFound("This entry is no longer in the office file. Open the list again.")
        return to_record(row)  # type: ignore[no-any-return]

    def find(self, kind: type[R], /, *, order_by: str | None = None, **equals: Any) -> list[R]:
        """Return the records of a kind whose fields equal the values given, all of them by default."""
        table = TABLES[kind]
        statement = sa.select(table).filter_by(**equals)
        if order_by is not None:
            statement = statement.order_by(getattr(table, order_by))
        with in_words():
            return [to_record(row) for row in self._session.execute(statement).scalars()]

    def count(self, kind: type[R], /) -> int:
        """Count the records of a kind."""
        with in_words():
            return int(self._session.execute(sa.select(sa.func.count()).select_from(TABLES[kind])).scalar_one())

    def select_in(self, kind: type[R], field: str, values: Iterable[Any], /) -> list[R]:
        """Return the records of a kind whose `field` is among `values`."""
        table, wanted, found = TABLES[kind], list(values), []
        with in_words():
            for start in range(0, len(wanted), _IN_CHUNK):
                chunk = wanted[start : start + _IN_CHUNK]
                statement = sa.select(table).where(getattr(table, field).in_(chunk))
                found += [to_record(row) for row in self._session.execute(statement).scalars()]
        return found

    def between(self, kind: type[R], field: str, first: Any, last: Any, /) -> list[R]:
        """Return the records of a kind whose `field` lies from `first` to `last`, both included; None: no bound."""
        column = getattr(TABLES[kind], field)
        statement = sa.select(TABLES[kind]).where(column.is_not(None))
        if first is not None:
            statement = statement.where(column >= first)
        if last is not None:
            statement = statement.where(column <= last)
        with in_words():
            return [to_record(row) for row in self._session.execute(statement).scalars()]

    def rows(self, statement: sa.Select[Any]) -> list[Any]:
        """Run a select of columns, for lists."""
        with in_words():
            return list(self._session.execute(statement).all())

    # ------------------------------------------------------------ writing

    def add(self, record: R) -> R:
        """Add a new record and return it."""
        self._check_writing()
        with in_words():
            self._session.add(to_row(record))
            self._session.flush()
        self._written.append(record)
        return record

    def add_all(self, records: Iterable[Record]) -> None:
        """Add many new records in one go, in the order of kinds in which each follows what it refers to."""
        self._check_writing()
        new = list(records)
        with in_words():
            for kind in TABLES:
                rows = [to_row(record) for record in new if type(record) is kind]
                if rows:
                    self._session.add_all(rows)
                    self._session.flush()
        self._written += new

    def save(self, record: R) -> R:
        """Save a record on top of the version it was read from; return it as stored.

        An unchanged record is not written and keeps its version. Raises: Conflict when somebody saved it first,
        NotFound when it is gone.
        """
        self._check_writing()
        kind = type(record)
        with in_words():
            row = self._session.get(TABLES[kind], record.id)
            if row is None:
                raise NotFound("This entry is no longer in the office file. Nothing was saved. Open the list again.")
            if row.version != record.version:
                raise Conflict(
                    "Not saved: somebody changed this entry while you had it open. Their version is stored, your text "
                    "is still here. Compare the two and save again.",
                    kind.__name__,
                    record.id,
                    to_record(row),
                )
            changed = [name for name in kind.model_fields if getattr(row, name) != getattr(record, name)]
            if not changed:
                return record
            for name in changed:
                setattr(row, name, getattr(record, name))
            row.version = record.version + 1
            self._session.flush()
            saved: R = to_record(row)
        self._written.append(saved)
        return saved

    def save_lines_of(self, record: R) -> R:
        """Raise the version of a record whose lines were changed while it was not; return it as stored.

        So a save of the whole that was begun before meets a conflict instead of taking the new lines out again, and
        the trail tells when the whole was saved.
        """
        self._check_writing()
        with in_words():
            row = self._session.get(TABLES[type(record)], record.id)
            assert row is not None, "save the record before its lines"
            assert row.version == record.version, "save the record first: it may have been read before a change"
            row.version = record.version + 1
            self._session.flush()
            saved: R = to_record(row)
        self.note_look(type(record).__name__, record.id, case_id_of(record), "")
        self._written.append(saved)
        return saved

    def delete(self, record: Record) -> None:
        """Take out a line of an open record, a draft or a part in a case; one that is gone already stays gone.

        What could be evidence is superseded instead: other kinds are refused. Raises: Conflict when somebody saved
        it first.
        """
        self._check_writing()
        if type(record) not in DELETABLE:
            raise AssertionError(f"a {type(record).__name__} is superseded, never deleted")
        with in_words():
            row = self._session.get(TABLES[type(record)], record.id)
            if row is None:
                return
            if row.version != record.version:
                raise Conflict(
                    "Not removed: somebody changed this entry while you had it open. Their version is kept. Look at "
                    "it, then remove it if that is still right.",
                    type(record).__name__,
                    record.id,
                    to_record(row),
                )
            self._session.delete(row)
            self._session.flush()
        self._written.append(record)

    def note_look(self, kind: str, record_id: str, case_id: str | None, reason: str) -> None:
        """Add a line to the trail for something looked at, shown, refused or issued."""
        self._check_writing()
        assert self._at is not None
        with in_words():
            audit.add_look(self._session, self._actor, self._action, self._at, kind, record_id, case_id, reason)

    @property
    def session(self) -> Session:
        """The session, for the modules of storage alone."""
        return self._session

    def _check_writing(self) -> None:
        if not self._action:
            raise AssertionError("this unit of work only reads; open the door with an action to write")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn database errors into the sentences of the program."""
    try:
        yield
    except DBAPIError as error:
        raise problem_of(error) or error from None


def problem_of(error: DBAPIError) -> StorageProblem | None:
    """Return what a database error means to a person, None for one that is a bug."""
    text = str(error.orig).casefold()
    if isinstance(error, IntegrityError):
        return StorageProblem(
            "integrity",
            "Not saved: an entry refers to something that is no longer there, or is there already. Nothing was "
            "changed. Open the case again.",
        )
    if "locked" in text or "busy" in text:
        return StorageProblem("busy", "Not saved: the office file is busy. Nothing was changed. Try again in a moment.")
    if any(word in text for word in ("full", "readonly", "i/o", "unable to open")):
        return StorageProblem(
            "disk",
            "Not saved: the disk is full or cannot be written to. Nothing was changed. Make room, then save.",
        )
    if any(word in text for word in ("malformed", "not a database", "corrupt", "hmac")):
        return StorageProblem(
            "damaged_file",
            "The office file is damaged: a part of it cannot be read. Nothing was changed. Restore the last backup.",
        )
    return None
