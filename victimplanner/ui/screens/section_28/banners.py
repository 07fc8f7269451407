"""What the Section 28 tab points out, most pressing first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from victimplanner.domain.moves import Moved
from victimplanner.domain.preparation import Blocker, BlockerKind
from victimplanner.domain.section_28 import Section28Outcome
from victimplanner.ui.screens.section_28.state import Section28Page
from victimplanner.ui.widgets import Banner

PRE_RECORDED, ABE_VIDEO = "pre_recorded_cross_examination", "abe_video"
_MOST_BLOCKERS = 3
_NUMBERS = ("No", "One", "Two", "Three", "Four")
Act = Callable[[], object]


class BannerActs(Protocol):
    """What the links and buttons of the banners do."""

    def go(self, tab: str, subject_id: str = "", part: str = "") -> None: ...
    def show_step(self, step_id: str) -> None: ...
    def draft_letter(self) -> None: ...
    def record_chase(self) -> None: ...
    def record_consideration(self) -> None: ...


def banners_of(page: Section28Page, acts: BannerActs) -> list[Banner]:
    """Build the banners of a page."""
    found = []
    if page.error:
        found.append(Banner("error", page.error, key="error"))
    if page.is_directed and not page.has_section_27:
        found.append(_no_section_27(acts, "error"))
    found += [_moved(moved, acts) for moved in page.moved]
    if page.missing:
        found.append(_missing(page, acts))
    if page.third_party_warning:
        found.append(
            Banner("warning", page.third_party_warning, actions=[("Go to step", lambda: acts.show_step("third_party_material"))],
                   key="third")
        )  # fmt: skip
    if page.blockers:
        found.append(_blockers(page.blockers, acts))
    if page.to_consider:
        found.append(
            Banner("info", "Section 28 is to be considered for her.", "Record it, with the reason when it is not sought.",
                   [("Record consideration…", acts.record_consideration)] if page.may_record else [], key="consider")
        )  # fmt: skip
    if page.availability is not None and not page.availability.is_open and not page.is_directed:
        found.append(
            Banner("info", "Section 28 is not open to her.", page.availability.because,
                   [("Open Special measures", lambda: acts.go("measures", "", PRE_RECORDED))], key="shut")
        )  # fmt: skip
    elif not page.has_section_27 and not page.is_directed and _is_sought(page):
        found.append(_no_section_27(acts, "info"))
    return found


def _is_sought(page: Section28Page) -> bool:
    now = page.consideration
    return now is not None and now.outcome is Section28Outcome.SOUGHT


def _no_section_27(acts: BannerActs, kind: str) -> Banner:
    return Banner(
        kind, "No section 27 direction is recorded.", "There is no section 28 without it (s.28(1)).",
        [("Open Special measures", lambda: acts.go("measures", "", ABE_VIDEO))], key="s27",
    )  # fmt: skip


def _moved(moved: Moved, acts: BannerActs) -> Banner:
    def link(tab: str, subject_id: str) -> Act:
        return lambda: acts.go(tab, subject_id)

    return Banner(
        "warning",
        moved.headline,
        f"{moved.move.reason.rstrip('.')}. It hangs on it:",
        links=[(c.words, link(c.tab, c.subject_id or moved.hearing.id)) for c in moved.consequences],
        key=f"moved/{moved.hearing.id}",
    )


def _missing(page: Section28Page, acts: BannerActs) -> Banner:
    actions: list[tuple[str, Act]] = [
        ("Draft e-mail to court", acts.draft_letter), ("Record chase", acts.record_chase),
    ]  # fmt: skip
    words = f"{page.order_words} {page.chase_words}".strip()
    return Banner(
        "warning", _missing_words(len(page.missing)), words, actions if page.may_record else [], key="missing"
    )


def _missing_words(number: int) -> str:
    if number == 5:
        return "All five dates that the court must set are missing."
    return f"{_NUMBERS[number]} of the five dates the court must set {'is' if number == 1 else 'are'} missing."


def _blockers(blockers: tuple[Blocker, ...], acts: BannerActs) -> Banner:
    """The first few in words, the rest counted. "Recording in 26 days" is said once."""
    shown = blockers[:_MOST_BLOCKERS]
    start = shown[0].words.partition(": ")[0] + ": "
    words = [shown[0].words]
    for blocker in shown[1:]:
        clause = blocker.words.removeprefix(start)
        words.append(clause[:1].upper() + clause[1:])
    if len(blockers) > len(shown):
        words.append(f"And {len(blockers) - len(shown)} more below.")
    late = any(blocker.kind is BlockerKind.LATE for blocker in blockers)
    first = next((blocker.step for blocker in shown if blocker.step), "")
    return Banner(
        "error" if late else "warning", "What stands in the way.", " ".join(words),
        [("Go to step", lambda: acts.show_step(first))] if first else [], key="blockers",
    )  # fmt: skip
