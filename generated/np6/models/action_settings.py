from typing import Annotated, Any

from pydantic import Field

from .._runtime.integers import Int
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .action_consent import ActionConsent
from .action_marketing_pressure import ActionMarketingPressure
from .action_performance import ActionPerformance
from .action_purpose import ActionPurpose
from .action_templating import ActionTemplating
from .edition_mode import EditionMode


class ActionSettings(Model):
    """The settings of an e-mail action. Most are known from samples alone and described by what
    their names say.
    """

    templating: Omittable[ActionTemplating] = OMITTED
    """How the content is templated."""
    edition_mode: Annotated[Omittable[EditionMode], Field(alias="editionMode")] = OMITTED
    """How the content is edited."""
    purpose: Omittable[ActionPurpose] = OMITTED
    """Why the action is sent."""
    consent: Omittable[ActionConsent] = OMITTED
    """The consent that the action needs."""
    priority: Omittable[Bool] = OMITTED
    """Whether the e-mails go through the dedicated queue for high priority."""
    importance: Omittable[Bool] = OMITTED
    """Whether the e-mails are marked as important, in webmail clients that know such a mark."""
    environment: Omittable[dict[str, Any]] = OMITTED
    """The environment of the action; its fields are not documented."""
    field: Omittable[Int] = OMITTED
    """The number of the contact field that holds the address to send to. Each account has its own;
    left out, the account's default is taken. A number that is no field of the account is answered
    with 404.
    """
    culture: Omittable[str] = OMITTED
    """The culture of the action; its form is not documented."""
    content_format: Annotated[Omittable[Int], Field(alias="contentFormat")] = OMITTED
    """The format of the content, as a number that is not explained; left out, a default is taken.
    Seen: `1`.
    """
    use_form_link_ssl: Annotated[Omittable[Bool], Field(alias="useFormLinkSSL")] = OMITTED
    """Whether links to forms use SSL."""
    sending_profile: Annotated[Omittable[Int], Field(alias="sendingProfile")] = OMITTED
    """The sending profile."""
    performance: Omittable[ActionPerformance] = OMITTED
    """The rates by which the action is judged."""
    mp: Omittable[ActionMarketingPressure] = OMITTED
    """What the action has to do with marketing pressure."""
    web_analyser: Annotated[Int | None, Field(alias="webAnalyser")] = None
    """The web analyser."""
    archive: Omittable[Bool] = OMITTED
    """Whether what is sent is archived."""
    sms_format: Annotated[Omittable[Int], Field(alias="smsFormat")] = OMITTED
    """The format of an SMS, as a number that is not explained. Known from older documentation."""
    sms_type: Annotated[Omittable[Int], Field(alias="smsType")] = OMITTED
    """The type of an SMS, as a number that is not explained. Known from older documentation."""
    countries: Omittable[list[Any]] = OMITTED
    """The countries of an SMS; what an entry holds is not known. Known from older documentation."""
