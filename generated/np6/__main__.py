"""The command line of NP6 API: `python -m np6`."""

from ._runtime.programs import run


def main() -> None:
    """Run the program with the arguments of this process."""
    run("command_line", "typer", "np6[cli]")


if __name__ == "__main__":
    main()
