from typing import Annotated

from .._runtime.integers import Int32
from .._runtime.model import Model
from .._runtime.unions import OpenUnion
from .action_state import ActionState


class ActionInformations(Model):
    """Where an action is filed, and its state."""

    folder: Int32 | None = None
    """The folder that holds the action."""
    category: Int32 | None = None
    """The category of the action."""
    state: Annotated[ActionState | Int32, OpenUnion()] | None = None
    """The present state of the action. Other numbers than those listed may occur."""
