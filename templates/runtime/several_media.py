"""Which media type a body is sent in, where the document has several: the one that a caller named,
else the one that the document has for the model or the fields given, else the first."""

from __future__ import annotations

from functools import cached_property
from typing import Any, get_args

from pydantic import BaseModel

from .errors import Problem
from .media_types import key_of
from .operation import Body, Media, unlocked
from .unset import UNSET
from .values import is_object


class SeveralMedia:
    """The media types of a body; `label` is what a caller named, or `UNSET`."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._media = {media.content_type: media for media in body.media}

    def chosen(self, given: Any, label: object, found: list[Problem]) -> Media | None:
        """The media type to send, or `None` for a problem, which is `found`."""
        key, body = None if label is UNSET else key_of(self._media, label), self._body
        if key is None and label is not UNSET:
            found.append(Problem(body.keyword, f"must be one of {', '.join(self._media)}"))
            return None
        own = self._documented(given)
        read = self._named(given) if label is UNSET else []
        fits = self.common([*own, *read, *([] if key is None else [{key}])])
        # what is said of a union is never equal to what is said of another one, but reads alike
        types = {repr(self._media[name].type()) for name in fits} if read else {""}
        if not fits and read:
            what = "is or holds what belongs to several media types, by its fields"
        elif not fits:
            named = (
                "models of several media types"
                if label is UNSET
                else f"a model that is not sent as {label}"
            )
            what = f"{body.python} is or holds {named}"
        elif len(types) > 1:
            what = f"fits {' and '.join(fits)} by its fields: give {body.keyword}=…"
        else:
            return self._media[fits[0]]
        found.append(Problem("body", what))
        return None

    def fitting(self, given: Any, label: object) -> list[set[str]]:
        """For each thing in `given` that tells, the media types that it may be sent in."""
        return [*self._documented(given), *(self._named(given) if label is UNSET else [])]

    def common(self, fitting: list[set[str]]) -> list[str]:
        """The media types, in their order, that are in all sets."""
        return [key for key in self._media if all(key in each for each in fitting)]

    def _documented(self, given: Any) -> list[set[str]]:
        """For each model that is given or listed, the media types in which the document has it;
        nothing for other values.
        """
        items: Any = given if type(given) in (list, tuple) else [given]
        kinds = dict.fromkeys(type(item) for item in items if isinstance(item, BaseModel))
        keys: list[Any] = [getattr(kind, "__sent_as__", "") or kind for kind in kinds]
        return [self._media_of[key] for key in keys if key in self._media_of]

    def _named(self, given: Any) -> list[set[str]]:
        """For each object that is given or listed, the media types whose models have all of its
        fields that any has; nothing for one with no such field."""
        items: Any = given if type(given) in (list, tuple) else [given]
        known = frozenset[str]().union(*self._names_of.values())
        found = dict.fromkeys(known.intersection(item) for item in items if is_object(item))
        return [
            {key for key, names in self._names_of.items() if fields <= names}
            for fields in found
            if fields
        ]

    @cached_property
    def _media_of(self) -> dict[Any, set[str]]:
        """The media types that have a model in them, by its class and by the name of that."""
        found: dict[Any, set[str]] = {}
        for content_type, media in self._media.items():
            kinds = [media.type()]
            while kinds:
                kind = kinds.pop()
                kinds.extend(get_args(kind))
                found.setdefault(kind if isinstance(kind, type) else None, set()).add(content_type)
                found.setdefault(getattr(kind, "__name__", None), set()).add(content_type)
        return found

    @cached_property
    def _names_of(self) -> dict[str, frozenset[str]]:
        """The names on the wire of the fields of the models in each media type."""
        found = dict.fromkeys(self._media, frozenset[str]())
        for kind, keys in self._media_of.items():
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                names = frozenset(info.alias or name for name, info in kind.model_fields.items())
                found.update((key, found[key] | names) for key in keys)
        return found


unlocked(SeveralMedia)
