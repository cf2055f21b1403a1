from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class OtherIdentity(Model):
    """Names a contact in a form that the reference does not show.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The form, which decides what else there is."""
    value: Any = None
    """What identifies the contact, where the form has a single value."""
