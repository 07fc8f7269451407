"""New rules and new holidays wait until a manager has seen what moves; leaving them changes nothing at all."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office_copies import empty_copy, practice_copy
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.editions import Content
from victimplanner.domain.errors import Cancelled, NotAllowed, NotFound, PlannerError, RuleBroken, StorageProblem
from victimplanner.domain.moved_dates import Shift
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.people import UserRole
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
from victimplanner.services.context import App
from victimplanner.services.editions import (
    apply_pending,
    edition_in_use,
    edition_words,
    moved_by_pending,
    pending,
    propose_pending,
)
from victimplanner.services.office_days import (
    announce_holiday,
    announced_holidays,
    close_office_on,
    closed_days,
    list_words,
    look_at_list,
    propose_closed_day,
    propose_holiday,
    propose_list,
    propose_opening,
    propose_taking_back,
    take_back_holiday,
)
from victimplanner.services.proposals import Proposal, what_moves
from victimplanner.services.vaults import open_office
from victimplanner.services.worklist import due_items
from victimplanner.storage.audit import read_entries

FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    """The practice office in the hands of a manager."""
    app = in_hands_of_a_manager(tmp_path)
    yield app
    app.close()


def in_hands_of_a_manager(folder: Path) -> App:
    app = practice_copy(folder)
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    return app


def with_rule(app: App, rule_id: str, **facts: Any) -> Content:
    """What a newer program would bring: one rule is another."""
    rules = [replace(rule, **facts) if rule.id == rule_id else rule for rule in app.shipped.deadlines]
    return Content(tuple(rules), app.shipped.holidays)


def newer_program(app: App, shipped: Content) -> None:
    """Go on as a program would that brings other rules."""
    app.shipped = shipped
    for name in ("in_use", "rules", "calendar"):
        app.__dict__.pop(name, None)


def open_dates(app: App) -> dict[str, dt.date | None]:
    return {item.key: item.due for item in due_items(app)}


def files_of(app: App) -> dict[str, bytes]:
    """Every byte of the office file and what lies beside it."""
    return {path.name: path.read_bytes() for path in sorted(app.vault.path.parent.iterdir()) if path.is_file()}


def moves_as_told(app: App, proposal: Proposal) -> None:
    """What a proposal says is what comes of it, to the day, and nothing is written before."""
    before, bytes_before = open_dates(app), files_of(app)
    told = what_moves(app, proposal)
    assert files_of(app) == bytes_before
    assert open_dates(app) == before
    proposal.apply()
    after = open_dates(app)
    assert {(m.item.key, m.was, m.now) for m in told if m.item and m.shift is Shift.MOVED and m.item.key in after} == {
        (key, before[key], day) for key, day in after.items() if key in before and before[key] != day
    }


# ------------------------------------------------------------ the first edition


def test_a_new_office_file_keeps_the_rules_it_was_made_with(empty: App) -> None:
    with empty.read() as uow:
        (edition,) = uow.find(RuleEdition)
    assert (edition.sequence, edition.applied_by, edition.applied_on) == (1, "R. Okafor", dt.date(2026, 11, 25))
    assert pending(empty) is None
    assert moved_by_pending(empty) == ()
    with pytest.raises(RuleBroken, match="No new rules wait"):
        propose_pending(empty)


def test_the_edition_in_use_is_said_in_one_sentence(empty: App) -> None:
    facts = edition_in_use(empty)
    words = edition_words(facts)
    assert "Victims' Code 2020 (in force 1 Apr 2021)" in words
    assert words.endswith(f"Fingerprint {facts.fingerprint}, the first of this office file, kept on 25 Nov 2026.")
    assert facts.problems == ()


# ------------------------------------------------------------ newer rules


def test_a_newer_program_goes_on_with_the_rules_in_use_and_says_how_its_own_differ(managers: App) -> None:
    before = open_dates(managers)
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    assert open_dates(managers) == before
    waiting = pending(managers)
    assert waiting is not None
    assert waiting.title == "New rules came with this version"
    assert [(d.what, d.was, d.now) for d in waiting.differences] == [
        ("Sign the meeting record", "1 working day", "3 working days")
    ]
    assert propose_pending(managers).lines == (
        "Sign the meeting record: 1 working day → 3 working days, in force from 5 Dec 2024.",
    )


def test_what_the_new_rules_move_is_told_first_and_comes_so_when_a_manager_agrees(managers: App) -> None:
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    told = moved_by_pending(managers)
    assert {(m.shift, m.was, m.now) for m in told} == {
        (Shift.MOVED, dt.date(2026, 11, 25), dt.date(2026, 11, 27)),
    }
    assert all(m.urn and m.witness for m in told)
    moves_as_told(managers, propose_pending(managers))
    assert pending(managers) is None
    assert edition_words(edition_in_use(managers)).endswith("confirmed by R. Okafor on 25 Nov 2026.")


def test_agreeing_is_in_the_trail_and_the_edition_before_is_kept(managers: App) -> None:
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    apply_pending(managers)
    with managers.read() as uow:
        assert sorted(edition.sequence for edition in uow.find(RuleEdition)) == [1, 2]
        newest = read_entries(uow.session, limit=1)[0]
    assert (newest.action, newest.kind, newest.actor) == ("edition.apply", "RuleEdition", LOGIN)
    assert managers.vault.verify().is_whole


def test_leaving_the_new_rules_as_they_are_changes_no_byte(managers: App) -> None:
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    before = files_of(managers)
    what_moves(managers, propose_pending(managers))
    assert pending(managers) is not None
    assert files_of(managers) == before


def test_whoever_is_no_manager_sees_what_would_move_and_cannot_agree(tmp_path: Path) -> None:
    app = practice_copy(tmp_path)
    newer_program(app, with_rule(app, "meeting.sign", count={"all": 3}))
    before = files_of(app)
    assert moved_by_pending(app)
    with pytest.raises(NotAllowed):
        apply_pending(app)
    assert files_of(app) == before
    app.close()


def test_other_rules_than_were_seen_are_not_taken(managers: App) -> None:
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    seen = propose_pending(managers)
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 9}))
    with pytest.raises(RuleBroken, match="Look again"):
        seen.apply()
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    seen.apply()
    with pytest.raises(RuleBroken, match="Look again"):
        seen.apply()


def test_the_agreed_rules_are_there_again_when_the_file_is_opened_by_the_older_program(managers: App) -> None:
    """The newer rules were agreed; an older program goes by them too, and does not call its own new."""
    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    apply_pending(managers)
    dates = open_dates(managers)
    path = managers.vault.path
    managers.close()
    again = open_office(path, LOGIN, PASSPHRASE, fixed_clock())
    assert open_dates(again) == dates
    waiting = pending(again)
    assert waiting is not None
    assert waiting.title == "This version brings rules that were in use before"
    again.close()


def test_a_change_of_wording_waits_too_and_moves_nothing(managers: App) -> None:
    newer_program(managers, with_rule(managers, "meeting.sign", source="A newer page"))
    assert moved_by_pending(managers) == ()
    assert pending(managers) is not None
    assert managers.rules.deadline("meeting.sign", managers.today).source != "A newer page"
    apply_pending(managers)
    assert managers.rules.deadline("meeting.sign", managers.today).source == "A newer page"


def test_new_holidays_of_a_newer_program_wait_with_its_rules(managers: App) -> None:
    names = {**managers.shipped.holidays.names, FRIDAY: "A made-up holiday"}
    holidays = replace(managers.shipped.holidays, names=dict(sorted(names.items())))
    newer_program(managers, Content(managers.shipped.deadlines, holidays))
    assert managers.calendar.is_business_day(FRIDAY)
    moves_as_told(managers, propose_pending(managers))
    assert not managers.calendar.is_business_day(FRIDAY)


def test_a_new_edition_moves_only_events_from_its_day_on(managers: App) -> None:
    """The same rule from 1 December: what began before keeps its day."""
    later: DeadlineRule = replace(
        managers.rules.deadline("meeting.sign", managers.today), in_force=dt.date(2026, 12, 1), count={"all": 9}
    )
    newer_program(managers, Content((*managers.shipped.deadlines, later), managers.shipped.holidays))
    assert moved_by_pending(managers) == ()
    before = open_dates(managers)
    apply_pending(managers)
    assert open_dates(managers) == before
    assert managers.rules.deadline("meeting.sign", dt.date(2026, 12, 1)).number("all") == 9


def test_a_long_list_can_be_stopped(managers: App) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str) -> None:
            assert (done, text) == (0, f"0 of {total} cases worked out again")
            raise Cancelled("Stopped. Nothing half-done remains.")

    newer_program(managers, with_rule(managers, "meeting.sign", count={"all": 3}))
    with pytest.raises(Cancelled):
        moved_by_pending(managers, Stop())


# ------------------------------------------------------------ holidays and closed days


def test_a_newly_announced_holiday_reaches_running_duties(managers: App) -> None:
    proposal = propose_holiday(managers, FRIDAY, "A made-up holiday", "A proclamation made up for this test")
    moved = what_moves(managers, proposal)
    assert any(m.item and m.item.rule_id == "application" for m in moved), "it moves the court’s limits as well"
    moves_as_told(managers, proposal)
    steps = [step.text for item in due_items(managers) if item.working for step in item.working.steps]
    assert any("A made-up holiday" in text for text in steps), "the working of a date names it"
    (kept,) = announced_holidays(managers)
    assert (kept.on, kept.entered_by, kept.entered_on) == (FRIDAY, "R. Okafor", managers.today)


def test_taking_a_holiday_back_gives_every_date_back_and_is_in_the_trail(managers: App) -> None:
    before = open_dates(managers)
    holiday = announce_holiday(managers, FRIDAY, "A made-up holiday", "Made up")
    moves_as_told(managers, propose_taking_back(managers, holiday))
    assert open_dates(managers) == before
    with managers.read() as uow:
        actions = [entry.action for entry in read_entries(uow.session, limit=2)]
    assert actions == ["holiday.take_back", "holiday.announce"]
    with pytest.raises(NotFound, match="already"):
        take_back_holiday(managers, holiday)


@pytest.fixture(scope="module")
def hers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The practice office in the hands of a manager, left as it was found by every try."""
    app = in_hands_of_a_manager(tmp_path_factory.mktemp("hers"))
    yield app
    app.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(on=st.dates(dt.date(2026, 11, 1), dt.date(2027, 1, 31)), closes=st.booleans())
def test_whatever_day_is_put_on_taking_it_off_gives_every_date_back(hers: App, on: dt.date, closes: bool) -> None:
    before = open_dates(hers)
    try:
        put_on = propose_closed_day(hers, on, "") if closes else propose_holiday(hers, on, "Made up", "Made up")
    except RuleBroken:  # a weekend, or a bank holiday already
        assert hers.calendar.why_not_working_day(on)
        return
    put_on.apply()
    assert hers.calendar.why_not_working_day(on)
    if closes:
        propose_opening(hers, closed_days(hers)[0]).apply()
    else:
        propose_taking_back(hers, announced_holidays(hers)[0]).apply()
    assert open_dates(hers) == before


def test_a_closed_day_moves_working_days_and_never_the_courts_limits(managers: App) -> None:
    def limits() -> dict[str, dt.date | None]:
        return {item.key: item.due for item in due_items(managers) if item.rule_id == "application"}

    before = limits()
    proposal = propose_closed_day(managers, dt.date(2026, 11, 25), "Training")
    assert {m.title for m in what_moves(managers, proposal)} >= {"Sign the meeting record"}
    moves_as_told(managers, proposal)
    assert limits() == before
    with pytest.raises(RuleBroken, match="already"):
        close_office_on(managers, dt.date(2026, 11, 25), "Training")


@pytest.mark.parametrize(
    ("on", "name", "source", "fields"),
    [
        (None, "", "", {"on", "name", "source"}),
        (dt.date(2026, 12, 25), "Christmas", "Known", {"on"}),
        (dt.date(2026, 11, 28), "A Saturday", "Made up", {"on"}),
        (dt.date(2062, 1, 3), "Far away", "Made up", {"on"}),
        (FRIDAY, "A made-up holiday", " ", {"source"}),
    ],
)
def test_a_holiday_that_cannot_be_is_refused_field_by_field(
    managers: App, on: dt.date | None, name: str, source: str, fields: set[str]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        propose_holiday(managers, on, name, source)
    assert {problem.field for problem in refused.value.problems} == fields
    assert announced_holidays(managers) == []


@pytest.mark.parametrize("on", [None, dt.date(2026, 12, 25), dt.date(2026, 11, 28), dt.date(1999, 1, 4)])
def test_a_day_on_which_nobody_works_is_no_closed_day(managers: App, on: dt.date | None) -> None:
    with pytest.raises(RuleBroken):
        propose_closed_day(managers, on, "")


def test_only_a_manager_enters_a_day_or_takes_one_back(tmp_path: Path) -> None:
    app = empty_copy(tmp_path)
    holiday = AnnouncedHoliday(on=FRIDAY, name="Made up", source="Made up", entered_by="", entered_on=app.today)
    acts = (
        lambda: announce_holiday(app, FRIDAY, "Made up", "Made up"),
        lambda: take_back_holiday(app, holiday),
        lambda: close_office_on(app, FRIDAY, ""),
        lambda: propose_opening(app, ClosedDay(on=FRIDAY)).apply(),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    app.close()


# ------------------------------------------------------------ GOV.UK's list


def gov_uk(app: App, years: range, add: dict[str, str] | None = None, drop: str = "") -> dict[str, Any]:
    """A list in GOV.UK's form, made from our own days."""
    names = {day.isoformat(): name for day, name in app.shipped.holidays.names.items() if day.year in years}
    names.update(add or {})
    names.pop(drop, None)
    events = [{"title": name, "date": day, "notes": "", "bunting": True} for day, name in sorted(names.items())]
    return {
        "england-and-wales": {"division": "england-and-wales", "events": events},
        "scotland": {"division": "scotland", "events": [{"title": "Elsewhere", "date": "2027-07-05", "notes": ""}]},
    }


def saved(folder: Path, data: object) -> Path:
    path = folder / "bank-holidays.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_a_list_of_gov_uk_adds_only_what_is_not_known_and_shows_it_first(managers: App, tmp_path: Path) -> None:
    data = gov_uk(managers, range(2024, 2029), {FRIDAY.isoformat(): "A made-up holiday"})
    taken = look_at_list(managers, saved(tmp_path, data))
    assert (taken.gov_uk.first_year, taken.gov_uk.last_year) == (2024, 2028)
    assert [(h.on, h.name) for h in taken.new] == [(FRIDAY, "A made-up holiday")]
    assert list_words(taken) == "The list covers 2024 to 2028 and adds 1 day."
    assert announced_holidays(managers) == []
    moves_as_told(managers, propose_list(managers, taken))
    (kept,) = announced_holidays(managers)
    assert kept.source == "GOV.UK list of bank holidays, 2024 to 2028"
    again = look_at_list(managers, saved(tmp_path, data))
    assert list_words(again) == "The list covers 2024 to 2028. Every day is known here."
    with pytest.raises(RuleBroken, match="Every day is known"):
        propose_list(managers, again)


def test_the_list_of_one_division_alone_is_read_too(managers: App, tmp_path: Path) -> None:
    data = gov_uk(managers, range(2026, 2028))["england-and-wales"]
    data["events"][-1]["notes"] = "Substitute day"
    assert look_at_list(managers, saved(tmp_path, data)).new == ()


def test_a_day_of_ours_that_a_list_lacks_is_pointed_out_and_stays(managers: App, tmp_path: Path) -> None:
    data = gov_uk(managers, range(2028, 2030), {"2029-05-08": "Moved"}, drop="2029-05-07")
    words = list_words(look_at_list(managers, saved(tmp_path, data)))
    assert "Not in it, and kept here: Mon 7 May 2029" in words
    assert "Dates after 31 Dec 2028 stay provisional" in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: "not JSON", "not JSON"),
        (lambda d: [], "no list of England and Wales"),
        (lambda d: {"scotland": d["scotland"]}, "no list of England and Wales"),
        (lambda d: d["scotland"], "no list of England and Wales"),
        (lambda d: {"england-and-wales": {"division": "england-and-wales", "events": []}}, "is empty"),
        (lambda d: d["england-and-wales"]["events"].pop(0) and d, "not whole: 2026"),
        (lambda d: d["england-and-wales"]["events"].append(d["england-and-wales"]["events"][0]) or d, "stands twice"),
        (lambda d: d["england-and-wales"]["events"].append({"title": "No day"}) or d, "no day or no name"),
        (lambda d: d["england-and-wales"]["events"].append({"title": "X", "date": "soon"}) or d, "no day or no name"),
        (
            lambda d: d["england-and-wales"]["events"].append({"title": "X", "date": "2026-11-28"}) or d,
            "falls on a weekend",
        ),
    ],
)
def test_a_list_that_is_not_whole_is_refused_in_words(managers: App, tmp_path: Path, change: Any, words: str) -> None:
    data = change(gov_uk(managers, range(2026, 2028)))
    with pytest.raises(RuleBroken, match=words):
        look_at_list(managers, saved(tmp_path, data))


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(managers: App, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem):
        look_at_list(managers, tmp_path / "nowhere.json")
    path = tmp_path / "picture.json"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(PlannerError, match="not JSON"):
        look_at_list(managers, path)
