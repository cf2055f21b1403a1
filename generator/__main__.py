"""`python -m generator`."""

import gc
import sys


def _run() -> int:
    try:
        from generator.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


code = _run()
gc.freeze()  # so that Python, as it ends, does not look through everything once more for cycles
sys.exit(code)
