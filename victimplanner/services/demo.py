"""The whole main job without a window, on the invented practice office: for a first look and for a smoke test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from victimplanner.domain.dates import plural
from victimplanner.domain.due import counts_by_state
from victimplanner.domain.due_item import DueState
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_cases
from victimplanner.services.clock import Clock
from victimplanner.services.context import App
from victimplanner.services.papers import PaperRequest, issue_paper, issue_problems, paper_choices
from victimplanner.services.practice import fill_practice
from victimplanner.services.vaults import NewOffice, create_office
from victimplanner.services.worklist import due_items


def run_demo(out: Path, clock: Clock) -> Iterator[str]:
    """Create a practice office in `out`, say what is due, export the papers of one case; yield what was done.

    The office file gets a new random passphrase, written beside it: everything in it is invented.
    """
    passphrase = "-".join(secrets.token_hex(2) for _ in range(4))
    new = NewOffice(out / "practice", "r.okafor", "R. Okafor", UserRole.PROSECUTOR, "Northmere RASSO")
    app, _recovery_key = create_office(new, passphrase, clock)
    try:
        (out / "practice-passphrase.txt").write_text(passphrase + "\n", encoding="utf-8")
        yield f"Office file: {app.vault.path} (user r.okafor, passphrase in practice-passphrase.txt)"
        yield f"Filled with {fill_practice(app)} invented cases."
        items = due_items(app)
        counts = counts_by_state(items)
        shown = (DueState.OVERDUE, DueState.TODAY, DueState.THIS_WEEK, DueState.NOT_KNOWN)
        words = ", ".join(f"{counts.get(state, 0)} {state.value.replace('_', ' ')}" for state in shown)
        yield f"Due: {len(items)} open; {words}."
        if items:
            first = items[0]
            yield f"First: {display_urn(first.urn)}, {first.witness_label}: {first.title}. {first.why}"
        yield from _papers(app, out)
        state = app.vault.verify()
        yield f"Audit trail: {state.count} entries, chain whole: {'yes' if state.is_whole else 'NO'}."
    finally:
        app.close()


def _papers(app: App, out: Path) -> Iterator[str]:
    for case_file in read_cases(app):
        for file in case_file.witnesses:
            signed = any(m.meeting.state is MeetingState.SIGNED for m in file.meetings)
            told = all(d.told_on for d in file.directions)
            if not (signed and file.directions and told):
                continue
            yield f"Papers of {display_urn(file.case.urn)}, {file.witness.masked}:"
            for choice in paper_choices():
                request = PaperRequest(choice.kind, choice.variants[0], purpose="Demonstration")
                if issue_problems(app, file, request):
                    continue
                entry = issue_paper(app, file, request, out)
                yield f"  {out / entry.file_name} ({plural(entry.pages, 'page')})"
            return
