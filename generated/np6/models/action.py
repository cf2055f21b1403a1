from typing import Annotated

from pydantic import Field

from .._runtime.model import DateTime, Model, Omittable
from .action_content import ActionContent
from .action_informations import ActionInformations
from .action_scheduler import ActionScheduler
from .action_settings import ActionSettings


class Action(Model):
    """An action, which is an e-mail or an SMS as it is set up. The fields shown here are those of an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `mailMessage`.
    """

    type: Omittable[str] = None
    """The kind of action."""
    id: Omittable[str] = None
    """The identifier of the action."""
    name: Omittable[str] = None
    """The name of the action."""
    description: Omittable[str] = None
    """What the action is for, in words. Not shown for the list of actions."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the action was created, in UTC."""
    informations: Omittable[ActionInformations] = None
    """Where the action is filed, and its state."""
    settings: Omittable[ActionSettings] = None
    """The settings of the action. The list of actions names them without their fields."""
    scheduler: Omittable[ActionScheduler] = None
    """When the action runs. Only the list of actions shows it, and does not show whether it sits here or inside `settings`."""
    content: Omittable[ActionContent] = None
    """What the action sends. Not shown for the list of actions, whose fields are cut."""
