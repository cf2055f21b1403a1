"""`python -m generator`."""

import atexit
import os
import signal
import sys
import threading


def main() -> int:
    """Run the command line of this process, and end it with its exit code."""
    try:
        from generator.garbage_collection import at_rest

        with at_rest():
            from generator.cli import main as run

        code = run()
    except KeyboardInterrupt:
        code = 130
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # there is nothing left to interrupt
    if threading.active_count() == 1 and not _is_observed():
        _end(code)
    signal.signal(signal.SIGINT, handler)
    return code


def _is_observed() -> bool:
    """Whether a profiler, a debugger or the like has something to say as Python ends, or somebody
    at a prompt.
    """
    if _has_a_prompt():
        return True
    if sys.version_info >= (3, 12) and any(map(sys.monitoring.get_tool, range(6))):
        return True
    return sys.getprofile() is not None or sys.gettrace() is not None


def _has_a_prompt() -> bool:
    """Whether Python goes on as `python -i` does, which may be asked for until it ends."""
    is_heard = not sys.flags.ignore_environment
    is_asked = sys.flags.inspect or (is_heard and bool(os.environ.get("PYTHONINSPECT")))
    return bool(sys.flags.interactive or (is_asked and os.isatty(0)))


def _end(code: int) -> None:
    """End this process as it is. To free all that it has first, one by one, takes a thirtieth of
    the time of a command. It goes on where its output cannot be written, which Python then tells.
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
