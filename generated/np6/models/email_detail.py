from .._runtime.model import OMITTED, Model, Omittable
from .bounce import Bounce
from .cancellation import Cancellation
from .email_activation import EmailActivation
from .email_execution import EmailExecution
from .email_link import EmailLink


class EmailDetail(Model):
    """What happened to an e-mail. Which parts there are depends on the kind of event."""

    execution: Omittable[EmailExecution] = OMITTED
    """The sending that was asked for."""
    activation: Omittable[EmailActivation] = OMITTED
    """The message that went out."""
    cancellation: Omittable[Cancellation] = OMITTED
    """Why nothing went out."""
    bounce: Omittable[Bounce] = OMITTED
    """Why the message came back."""
    link: Omittable[EmailLink] = OMITTED
    """How somebody reacted to the message; on a hit."""
