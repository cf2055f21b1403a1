from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import Bool, Model, Omittable
from .action_marketing_pressure import ActionMarketingPressure
from .action_performance import ActionPerformance
from .action_purpose import ActionPurpose
from .action_templating import ActionTemplating
from .edition_mode import EditionMode


class ActionSettings(Model):
    """The settings of an e-mail action. Most are known from samples alone and described by what their names say."""

    templating: Omittable[ActionTemplating] = None
    """How the content is templated."""
    edition_mode: Annotated[Omittable[EditionMode], Field(alias="editionMode")] = None
    """How the content is edited."""
    purpose: Omittable[ActionPurpose] = None
    """Why the action is sent."""
    consent: Omittable[int] = None
    """The consent that the action needs, as a number that is not explained."""
    priority: Omittable[Bool] = None
    """Whether the e-mails go through the dedicated queue for high priority."""
    importance: Omittable[Bool] = None
    """Whether the e-mails are marked as important, in webmail clients that know such a mark."""
    environment: Omittable[dict[str, Any]] = None
    """The environment of the action; its fields are not documented."""
    field: Omittable[int] = None
    """A field, as a number that is not explained."""
    culture: Omittable[str] = None
    """The culture of the action; its form is not documented."""
    content_format: Annotated[Omittable[int], Field(alias="contentFormat")] = None
    """The format of the content, as a number that is not explained. Seen: `1`."""
    use_form_link_ssl: Annotated[Omittable[Bool], Field(alias="useFormLinkSSL")] = None
    """Whether links to forms use SSL."""
    sending_profile: Annotated[Omittable[int], Field(alias="sendingProfile")] = None
    """The sending profile."""
    performance: Omittable[ActionPerformance] = None
    """The rates by which the action is judged."""
    mp: Omittable[ActionMarketingPressure] = None
    """What the action has to do with marketing pressure."""
    web_analyser: Annotated[Omittable[int], Field(alias="webAnalyser")] = None
    """The web analyser."""
    archive: Omittable[Bool] = None
    """Whether what is sent is archived."""
