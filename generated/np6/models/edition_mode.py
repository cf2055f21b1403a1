from .._runtime.enums import OpenInt


class EditionMode(OpenInt):
    """How the content of an action is edited. The reference lists the values; their meanings were
    observed.
    """

    DESIGN = 0
    """In the designer."""
    HTML = 1
    """As HTML."""
    TEXT = 2
    """As text."""
