"""The methods that follow a list: they call the method of the list for one window after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import Body, Follow, Operation
from generator.emit.annotations import Scope, signature
from generator.emit.arguments import Argument, Arguments, unset
from generator.emit.code import Block, Code, identifier, literal
from generator.emit.docstrings import as_other, follow_docstring, follow_title

_LAG = 30  # what `Follows` of the runtime has unless it is given


class FollowMethod(NamedTuple):
    """The method that follows the list of another: `values` are the parameters of that one, `about`
    how they are used.
    """

    name: Code
    positional: Sequence[Argument]
    since: Code
    keyword_only: Sequence[Argument]
    cls: Code
    async_cls: Code
    all_options: Code
    item: Code
    docstring: Sequence[Block]
    async_docstring: Sequence[Block]
    deprecated: Code | None
    values: Code
    about: Code
    body: Code | None


def follow_method(
    operation: Operation,
    follow: Follow,
    given: Arguments,
    owner: str,
    deprecated: Code | None,
    scope: Scope,
    annotations: Annotations,
) -> FollowMethod:
    """The method for `Operation.follow`, from the arguments of the list's own method, and the
    decorator that says that it is deprecated.
    """
    renamed = dict(follow.renamed)
    positional, named = followed_arguments(follow, given)
    names = [parameter.python for parameter in operation.parameters]
    values = {name: identifier(renamed.get(name, name)) for name in names}
    values |= dict.fromkeys((follow.start, follow.end), unset(scope))
    values |= {name: literal(value) for name, value in follow.order}
    return FollowMethod(
        name=identifier(follow.function),
        positional=positional,
        since=follow_since(follow, scope),
        keyword_only=named,
        cls=Code(scope.own("_runtime.follow", "Following")),
        async_cls=Code(scope.own("_runtime.follow", "AsyncFollowing")),
        all_options=follow_options(scope),
        item=signature(annotations.returned(follow.item), scope),
        docstring=follow_docstring(operation),
        async_docstring=as_other(
            follow_title(operation), f"`{owner}.{follow.function}`, for `async for`."
        ),
        deprecated=deprecated,
        values=literal(tuple(values[name] for name in names)),
        about=_about_follow(operation, follow, scope),
        body=_passed_body(operation.body, renamed),
    )


def followed_arguments(follow: Follow, given: Arguments) -> tuple[list[Argument], list[Argument]]:
    """The positional arguments and the keywords that the method which follows a list takes of those
    of the list's own method, as they are called there.
    """
    renamed, set_here = dict(follow.renamed), {follow.start, follow.end, *dict(follow.order)}
    keywords = [*given.named, *given.spread, *given.chosen]
    return (
        [_renamed(each, renamed) for each in given.positional],
        [_renamed(each, renamed) for each in keywords if each.name.text not in set_here],
    )


def _renamed(argument: Argument, renamed: Mapping[str, str]) -> Argument:
    return argument._replace(name=identifier(renamed.get(argument.name.text, argument.name.text)))


def follow_since(follow: Follow, scope: Scope) -> Code:
    """The annotation of `since`."""
    return Code(scope.own("_runtime.follow", "SinceEpoch" if follow.unit else "Since"))


def follow_options(scope: Scope) -> Code:
    """The annotation of what else follows a list."""
    options = scope.own("_runtime.follow", "FollowOptions")
    return Code(f"{scope.use('typing_extensions', 'Unpack')}[{options}]")


def _passed_body(body: Body | None, renamed: Mapping[str, str]) -> Code | None:
    """The body as the runtime takes it: whole, as fields, its content type."""
    if body is None:
        return None

    def here(name: str) -> Code:
        return identifier(renamed.get(name, name))

    whole, keyword = here(body.python), body.content_type_keyword
    fields = {each.wire: here(each.python) for each in body.sent_fields}
    given = (whole, None if body.fields is None else fields)
    if keyword:
        return literal((*given, here(keyword)))
    return literal((whole,) if body.fields is None else given)


def _about_follow(operation: Operation, follow: Follow, scope: Scope) -> Code:
    """The `Follows(…)` of the runtime."""
    at = {parameter.python: index for index, parameter in enumerate(operation.parameters)}
    return scope.call(
        "_runtime.follow",
        "Follows",
        at[follow.start],
        at[follow.end],
        follow.id,
        follow.time,
        items=follow.items,
        unit=follow.unit,
        limit=follow.limit,
        limit_at=None if follow.limit_by is None else at[follow.limit_by],
        window=follow.window,
        lag=None if follow.lag == _LAG else follow.lag,
    )
