"""What every command that opens an office file needs: where it is, who opens it, which day it is."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import os
import sys
from pathlib import Path

from victimplanner.domain.dates import LONDON
from victimplanner.domain.errors import Problem, RuleBroken, StorageProblem
from victimplanner.domain.issued import Output
from victimplanner.services.clock import Clock, FixedClock, SystemClock
from victimplanner.services.context import App

PASSPHRASE_VARIABLE = "VICTIMPLANNER_PASSPHRASE"
PASSPHRASE_FILE_VARIABLE = "VICTIMPLANNER_PASSPHRASE_FILE"
COPY_PASSPHRASE_VARIABLE = "VICTIMPLANNER_COPY_PASSPHRASE"


def office_options(parser: argparse.ArgumentParser, required: bool = True) -> None:
    """Add where the office file is and who opens it."""
    parser.add_argument("--office", type=Path, required=required, metavar="FILE", help="the office file (.vpoffice)")
    parser.add_argument("--user", help="login; not needed when the office file has one user")
    passphrase_option(parser)


def passphrase_option(parser: argparse.ArgumentParser) -> None:
    """Add where the passphrase comes from; never the passphrase itself."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"file whose first line is the passphrase; else ${PASSPHRASE_FILE_VARIABLE}, ${PASSPHRASE_VARIABLE}, or a prompt",
    )


def day(text: str) -> dt.date:
    """Read a day from "2026-11-25"."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-11-25") from None


def clock_of(options: argparse.Namespace) -> Clock:
    """Return the clock of a command: the day of --on, else the computer's own."""
    if getattr(options, "on", None) is None:
        return SystemClock()
    return FixedClock(dt.datetime.combine(options.on, dt.time(9, 0), LONDON).astimezone(dt.UTC))


def passphrase_of(options: argparse.Namespace) -> str:
    """Return the passphrase from a file, the environment or a prompt. Raises: StorageProblem without any."""
    path = options.passphrase_file or os.environ.get(PASSPHRASE_FILE_VARIABLE)
    if path:
        try:
            first, *_rest = Path(path).read_text(encoding="utf-8-sig").splitlines() or [""]
        except (OSError, UnicodeDecodeError):
            raise StorageProblem("passphrase_file", "The passphrase file cannot be read. Nothing was opened.") from None
        return first
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    if not sys.stdin.isatty():
        raise StorageProblem(
            "no_passphrase",
            "No passphrase was given and there is nobody to ask. Use --passphrase-file. Nothing was opened.",
        )
    return getpass.getpass("Passphrase: ")


def copy_passphrase(output: Output) -> str:
    """Return the passphrase of a protected copy from the environment or a prompt, asked twice; "" for other outputs.

    Raises: RuleBroken without any, or where the two differ.
    """
    if output is not Output.PROTECTED:
        return ""
    if COPY_PASSPHRASE_VARIABLE in os.environ:
        return os.environ[COPY_PASSPHRASE_VARIABLE]
    if not sys.stdin.isatty():
        raise RuleBroken(
            Problem(
                "passphrase",
                f"No passphrase for the copy was given and there is nobody to ask. Set {COPY_PASSPHRASE_VARIABLE}. "
                "Nothing was written.",
            )
        )
    first = getpass.getpass("Passphrase for the copy: ")
    if getpass.getpass("The same again: ") != first:
        raise RuleBroken(Problem("passphrase", "The two passphrases differ. Nothing was written. Try again."))
    return first


def open_file(options: argparse.Namespace, clock: Clock | None = None) -> App:
    """Open the office file of a command. Raises: RuleBroken, StorageProblem."""
    from victimplanner.services.vaults import office_users, open_office

    if options.office is None:
        raise RuleBroken(
            Problem("office", "Name the office file with --office, or use --dry-run. Nothing was imported.")
        )
    login = options.user
    if login is None:
        users = office_users(options.office)
        if len(users) != 1:
            raise RuleBroken(Problem("user", "This office file has several users. Say which with --user."))
        login = users[0]
    return open_office(options.office, login, passphrase_of(options), clock or clock_of(options))


def folder_at(path: Path) -> Path:
    """Return a folder to write into, made when missing. Raises: StorageProblem."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StorageProblem("folder", "The folder cannot be made or reached. Nothing was written.") from None
    return path
