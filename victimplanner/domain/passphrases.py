"""What a passphrase must be like: one that opens the office file, and one that goes with a protected copy."""

from __future__ import annotations

import unicodedata

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem

SHORTEST_PASSPHRASE = 12
_MOST_BYTES = 127  # of a passphrase, in UTF-8: all that a PDF takes
SEND_ANOTHER_WAY = "Send the passphrase another way, never with the file. It is written down nowhere."
_FEWEST_DIFFERENT = 5
_UNSEEN = ("Cc", "Cf", "Cs")  # controls, invisible marks, halves of characters: programs read them differently
_SHORTEST_FOUND_INSIDE = 4  # a shorter name is looked for as a word of its own: "Ann" also stands in "planning"
_SHORTEST_NAME = 3


def typed(passphrase: str) -> str:
    """Return a passphrase in the one spelling in which readers compare it, however a keyboard sends its accents."""
    return unicodedata.normalize("NFKC", passphrase)


def weaknesses(passphrase: str) -> list[Problem]:
    """List why a passphrase is too easily guessed, each with the cure; empty: it may be used."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return [
            Problem(
                "passphrase",
                f"The passphrase is too short. Use {SHORTEST_PASSPHRASE} characters or more, "
                "for instance four words that you can remember.",
            )
        ]
    if len(set(passphrase)) < _FEWEST_DIFFERENT:
        return [Problem("passphrase", "The passphrase repeats itself. Use four different words.")]
    return []


def passphrase_problems(passphrase: str, file: WitnessFile) -> list[Problem]:
    """List why a passphrase may not go with a copy about this witness; empty: it may.

    It must not be guessed from what stands on the file or is known of the case: URN, reference, names. No text of a
    problem repeats what was typed.
    """
    problems = weaknesses(typed(passphrase))
    if len(typed(passphrase).encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        problems.append(
            Problem("passphrase", "The passphrase is longer than a PDF can have. Use fewer words, or shorter ones.")
        )
    if any(unicodedata.category(character) in _UNSEEN for character in passphrase):
        problems.append(
            Problem("passphrase", "The passphrase holds a character that nobody sees or can type. Type it anew.")
        )
    words = _words(passphrase)
    joined = "".join(words)
    urn, reference = ("".join(_words(text)) for text in (file.case.urn, file.witness.reference))
    if any(part and part in joined for part in (urn, urn[4:9], reference)):
        problems.append(
            Problem("passphrase", "The passphrase holds the URN or the reference of the case. Use four other words.")
        )
    if any(part in words or (len(part) >= _SHORTEST_FOUND_INSIDE and part in joined) for part in _names(file)):
        problems.append(Problem("passphrase", "The passphrase holds a name from the case. Use four other words."))
    return problems


def _names(file: WitnessFile) -> set[str]:
    people = (*(person for _role, person in file.people), *file.link_people)
    names = (
        file.witness.name,
        file.witness.preferred_name,
        *(defendant.name for defendant in file.defendants),
        *(person.name for person in people),
    )
    return {word for name in names for word in _words(name) if len(word) >= _SHORTEST_NAME}


def _words(text: str) -> list[str]:
    """Return the words of a text without accents, capitals and punctuation: "Siân" and "sian" are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).split()
