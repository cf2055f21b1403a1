from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .redlist_destination import RedlistDestination


class RedlistFeature(Model):
    """Puts the contacts of the file on redlists."""

    type: Annotated[Literal["redList"], Listed()]
    """This feature."""
    destination: Omittable[RedlistDestination] = OMITTED
    """Which redlists they are put on."""
