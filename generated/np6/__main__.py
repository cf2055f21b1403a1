"""The command line of NP6 API: `python -m np6`."""

from ._runtime.programs import run


def main() -> None:
    """Run the program with the arguments of this process."""
    run("command_line", "typer", "typer>=0.27,<0.30", "rich>=13.8")


if __name__ == "__main__":
    main()
