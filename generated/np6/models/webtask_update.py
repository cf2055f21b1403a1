from typing import Annotated, TypeAlias

from .._runtime.model import OpenModel
from .._runtime.unions import OpenUnion
from .webtask import Webtask

WebtaskUpdate: TypeAlias = Annotated[Webtask | list[Webtask] | OpenModel, OpenUnion()]
"""What to change in a web task, in one of the two forms that the reference has. Its sample is the
single object.
"""
