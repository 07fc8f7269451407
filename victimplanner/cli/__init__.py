"""The program without a window: create, import, due, rules, export, bundle, batch, register, report, inspect, demo.

Exit codes: 0 done; 1 done, but something needs a look (differences, refused rows, nothing found); 2 not done, with
a sentence on standard error. The passphrase comes from a prompt, a file or the environment, never from an argument.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from victimplanner.cli import dates, filling, papers, register, reports
from victimplanner.domain.errors import PlannerError


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except PlannerError as problem:
        print(f"victimplanner: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone, as after “| head”: what is still to be flushed must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        print(f"victimplanner: a file or folder cannot be used ({reason}). Check the names given.", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print("victimplanner: stopped. Nothing half-done was kept.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="victimplanner",
        description="Plan meetings with complainants, record special measures, meet Victims' Code duties. "
        "Without a command it opens the window.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    for part in (filling, dates, papers, register, reports):
        part.add_commands(commands)
    return parser
