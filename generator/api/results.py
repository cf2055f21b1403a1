"""What a method returns, and which of several media types its caller may ask for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import chain

from generator.api.bodies import preferred
from generator.api.composed_types import NONE, union_of
from generator.api.messages import json_array
from generator.api.model import MediaType, Representations, Response, Type
from generator.api.names import free
from generator.api.streaming import media_types, successes


def is_list(media: MediaType) -> bool:
    """Whether a body is a JSON array."""
    return json_array(media) is not None


def answers_with_list(responses: tuple[Response, ...]) -> bool:
    """Whether every success is the same JSON array."""
    answers = [preferred(response.media_types) for response in successes(responses)]
    bodies = [media for answer in answers for media in answer]
    is_same = len({media.type for media in bodies}) == 1
    return is_same and all(answers) and all(map(is_list, bodies))


def result(responses: tuple[Response, ...], accepted: str | None = None) -> Type:
    """What a call returns that asks for a media type, or for none: every kind of success body, and
    None where one has none. A response that does not have the media type answers as if none were
    asked for.

    `200` with a `Pet` and `202` without a body return `Pet | None`."""
    bodies = [*chain.from_iterable(_given(each, accepted) for each in successes(responses))]
    return union_of(bodies or [NONE], None)


def _given(response: Response, accepted: str | None) -> list[Type]:
    """What one response gives: the body in the media type that is asked for, else those in the ones
    that a call asks for by itself, and None where it has none.
    """
    asked = [each for each in response.media_types if each.content_type == accepted]
    return [each.type for each in asked or preferred(response.media_types)] or [NONE]


def representations(
    responses: tuple[Response, ...], taken: AbstractSet[str]
) -> Representations | None:
    """What a caller may ask for; None where there is nothing to choose: one media type, or the same
    value in several.

    `accept="text/csv"` of `application/json` and `text/csv` returns text: what each returns is
    listed, what a call returns that asks for nothing first. The same text in `text/csv` and
    `text/html` is a choice all the same: it is another text."""
    media = media_types(successes(responses))
    names = dict.fromkeys(each.content_type for each in media)
    results: dict[Type, list[str]] = {result(responses): []}
    for name in names:
        results.setdefault(result(responses, name), []).append(name)
    are_alike = len(results) == 1 and any(each.kind == "json" for each in media)
    if are_alike or len(names) < 2:
        return None
    found = tuple((tuple(own), kind) for kind, own in results.items())
    return Representations(give_way("accept", taken), found)


def give_way(name: str, taken: AbstractSet[str]) -> str:
    """The name of an argument of ours, which gives way to the document's."""
    if name not in taken:
        return name
    return free("request_body" if name == "request" else f"request_{name}", taken)
