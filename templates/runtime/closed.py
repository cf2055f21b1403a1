"""The base of objects to which nothing may be added."""

from __future__ import annotations

from typing import Self

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from .model import Model
from .values import INPUT, GivenFields


class ClosedModel(Model):
    """An object whose fields are all documented: a caller's others are refused, a server's are
    kept.

    One that exists already was checked on its own (`input_check`)."""

    @model_validator(mode="after")
    def _refuse_extra(self, info: ValidationInfo) -> Self:
        if (
            info.context is INPUT
            and self.__pydantic_extra__
            and not isinstance(self.model_fields_set, GivenFields)
        ):
            names = ", ".join(repr(name) for name in self.__pydantic_extra__)
            raise PydanticCustomError(
                "extra_refused", "must not have the fields {names}", {"names": names}
            )
        return self
