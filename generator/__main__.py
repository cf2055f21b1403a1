"""`python -m generator`."""

import sys


def _run() -> int:
    try:
        from generator.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


sys.exit(_run())
