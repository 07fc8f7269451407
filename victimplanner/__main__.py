"""Start: `python -m victimplanner` or `victimplanner`."""

import sys

from victimplanner.app import run


def main() -> None:
    """Run the program and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
