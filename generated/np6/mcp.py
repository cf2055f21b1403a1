"""The server of the Model Context Protocol of NP6 API: `python -m np6.mcp`."""

from ._runtime.programs import run


def main() -> None:
    """Run the program with the arguments of this process."""
    run("mcp_server", "mcp", "mcp>=2.3,<3")


if __name__ == "__main__":
    main()
