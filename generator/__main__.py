"""`python -m generator`."""

import gc
import sys


def main() -> int:
    """Run the command line of this process and give its exit code."""
    try:
        from generator.cli import main as run

        code = run()
    except KeyboardInterrupt:
        code = 130
    gc.freeze()  # so that Python, as it ends, does not look through everything once more for cycles
    return code


if __name__ == "__main__":
    sys.exit(main())
