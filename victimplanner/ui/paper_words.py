"""Words about papers that several screens use: for whom a copy is, how it reaches her, in what form it leaves."""

from __future__ import annotations

from collections.abc import Mapping

from victimplanner.domain.issued import RECIPIENTS, VARIANT_WORDS, IssuedDocument, Output, Variant

PASSPHRASE_APART = "Send the passphrase another way. It is not kept."
OUTPUT_CHOICES: Mapping[Output, str] = {
    Output.SCREEN: "PDF",
    Output.ARCHIVE: "Archive PDF",
    Output.PROTECTED: "PDF with passphrase",
    Output.PRINTED: "Print, numbered copies",
}
OUTPUT_NOTES: Mapping[Output, str] = {
    Output.SCREEN: "To read and to print. Readable aloud by screen readers.",
    Output.ARCHIVE: "To keep for years. Never encrypted.",
    Output.PROTECTED: "To send. Opens only with the passphrase.",
    Output.PRINTED: "Each copy has its own number and its own line in the register.",
}
VARIANT_NOTES: Mapping[Variant, str] = {
    Variant.FILE: "Everything recorded, for the case file.",
    Variant.COURT: "What the court needs. The rest is removed, not covered.",
    Variant.DISCLOSURE: "Names, places, health and internal notes are removed, not covered.",
    Variant.WITNESS: "Plain words. Nothing on it says what the case is about.",
    Variant.SERVED: "The part that every party gets. What is withheld is in a file of its own.",
    Variant.COURT_ONLY: "Only what is withheld from another party (r.18.12). Never served on a party.",
    Variant.SUITE: "What the suite needs to set the room.",
    Variant.WITNESS_CARE: "The suite’s copy with arrival, leaving and transport.",
    Variant.INSPECTION: "Staff stand as roles. How and when she is reached is left out.",
    Variant.LARGE_PRINT: "The same words in large type.",
    Variant.EASY_READ: "One idea a line. Nothing on it says what the case is about.",
    Variant.ANONYMISED: "No case, person or place; days as offsets from charge. A person checks it before release.",
}


def recipient_for(variant: Variant, named: str) -> str:
    """Return the usual reader of a copy, unless the person named another."""
    return RECIPIENTS[variant] if named in RECIPIENTS.values() or not named.strip() else named


def breakable(file_name: str) -> str:
    """Return a file name whose parts may go on to the next line: whole, it is wider than a narrow window."""
    return file_name.replace("_", "_\u200b")


def reader_of(entry: IssuedDocument) -> str:
    """Return of what kind a copy is and whom it is for, "Court copy, for the court"; nobody is named twice."""
    words, reader = VARIANT_WORDS[entry.variant], f"for {entry.recipient}"
    return words if reader.casefold() in words.casefold() else f"{words}, {reader}"
