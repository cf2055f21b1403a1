from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .action_content import ActionContent
from .action_informations import ActionInformations
from .action_monitor import ActionMonitor
from .action_scheduler import ActionScheduler
from .action_settings import ActionSettings


class Action(Model):
    """An action, which is an e-mail or an SMS as it is set up. The fields shown here are those of
    an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `mailMessage`,
    `mailCampaign`, `smsMessage`, `smsCampaign`.
    """

    type: Omittable[str] = OMITTED
    """The kind of action. The pages show `mailMessage`; the others are those of older
    documentation.
    """
    id: Omittable[str] = OMITTED
    """The identifier of the action."""
    name: Omittable[str] = OMITTED
    """The name of the action."""
    description: str | None = None
    """What the action is for, in words. Not shown for the list of actions."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the action was created, in UTC."""
    informations: Omittable[ActionInformations] = OMITTED
    """Where the action is filed, and its state."""
    settings: Omittable[ActionSettings] = OMITTED
    """The settings of the action. The list of actions names them without their fields."""
    scheduler: Omittable[ActionScheduler] = OMITTED
    """When the action runs. Only the list of actions shows it, and does not show whether it sits
    here or inside `settings`; in older documentation it is here.
    """
    content: Omittable[ActionContent] = OMITTED
    """What the action sends. Not shown for the list of actions, whose fields are cut."""
    monitor: Omittable[ActionMonitor] = OMITTED
    """What came of the action. Only in the list of actions, by older documentation."""
