"""What a generated module says about an operation: plain data that nothing changes.

The terms are the OpenAPI Specification's: parameter, media type, encoding, operation. Types are
thunks, so that a module costs nothing until one of its operations is called; `plan.plan_of` then
builds, once, what is derived from them (validators, the split path)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import cached_property
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar, cast

import httpx2

from .errors import Problem, cut

T_co = TypeVar("T_co", covariant=True)


def anything() -> Any:
    """The type of what the document says nothing of."""
    return Any


def unlocked(owner: type) -> None:
    """Take the lock from cached properties, which have one before Python 3.12: a fork while another
    thread has it would leave it locked in the child for ever. Two threads that come first may each
    make the value then, which does no harm."""
    for made in vars(owner).values():
        if isinstance(made, cached_property):
            cast("Any", made).lock = nullcontext()


class Parameter(NamedTuple):
    """A parameter: its name on the wire, where it goes, the type it is checked against.

    `encode` turns a value that is not a single one, or whose style is not the default, into text
    (`styles.styled`, for a plain list in a query `repeated.repeated`); `style` and `explode` are
    the location's default where they are `None`. `content` is the media type that a value is
    written in, with the `encodings` of a form. The location `querystring` is the whole query.
    `make` gives the value of a call that has none."""

    wire: str
    location: Literal["path", "query", "querystring", "header", "cookie"]
    type: Callable[[], Any]
    required: bool = False
    python: str | None = None
    encode: Callable[[Parameter, Any], Any] | None = None
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    content: str | None = None
    encodings: tuple[Encoding, ...] = ()
    make: Callable[[], Any] | None = None


class Encoding(NamedTuple):
    """How one property of a form or multipart body is sent (Encoding Object).

    `content_type` lists the media types and ranges that it may have. With a `style` the value is
    sent as a query parameter is, whatever they are. `each`: the items of a list are JSON, not the
    list. `headers` are those of the part."""

    wire: str
    content_type: str | None = None
    style: str | None = None
    explode: bool = True
    allow_reserved: bool = False
    each: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class Media(NamedTuple):
    """A body in one media type, or in a range. The kind `any` is JSON, text or bytes, as its own
    label or what is given says.

    `encode` is `forms.form`, `forms.multipart`, `streams.binary`, `ranges.ranged` or
    `octets.encoded` for a request body of those kinds: it gives the content (bytes, or a
    `streams.MeasuredBody`) and the content type. `decode` reads an answer that is in parts."""

    content_type: str
    kind: Literal["json", "text", "binary", "form", "multipart", "any"]
    type: Callable[[], Any]
    encode: Callable[[Media, Any], tuple[Any, str]] | None = None
    encodings: tuple[Encoding, ...] = ()
    decode: Callable[[Media, Any, bool], Any] | None = None


class Body(NamedTuple):
    """The request body in its media types, the first being the default. `python` and `keyword` are
    names for messages.

    `max_items` is how many items an array may have, where the document says so. `several` is
    `several_media.SeveralMedia`, or `file_media.FileMedia`, where there is more than one."""

    media: tuple[Media, ...]
    required: bool = False
    python: str = "request"
    keyword: str = "content_type"
    max_items: int | None = None
    several: Callable[[Body], ChoosesMedia] | None = None


class ChoosesMedia(Protocol):
    """Chooses one of a body's media types: by what a caller named, else by what was given."""

    def chosen(self, given: Any, label: object, found: list[Problem]) -> Media | None: ...
    def fitting(self, given: Any, label: object) -> list[set[str]]: ...
    def common(self, fitting: list[set[str]]) -> list[str]: ...


class Success(NamedTuple):
    """What makes a success of a result beside the status: a property (on the wire) with a value."""

    property: str
    values: tuple[str | int | float | bool, ...]


class RepeatPolicy(Protocol):
    """What a `retry_policy.RetryPolicy` says; `asked` is what the caller, then the server, asks."""

    @property
    def harmless(self) -> bool | None: ...
    def may_repeat(
        self, response: httpx2.Response | None, harmless: bool, asked: str | None
    ) -> bool | None: ...
    def pause(
        self, repeats: int, most: int | None, since: float, asked: float, random: Random
    ) -> float | None: ...


Random: TypeAlias = Callable[[], float]
Alternative: TypeAlias = tuple[str, ...] | Mapping[str, tuple[str, ...]]

# RFC 9110, section 9.2.2
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PUT", "DELETE"})


class Operation(Generic[T_co]):
    """One method on one path, returning `T`.

    `responses` maps `"200"`, `"2XX"` or `"default"` to media types, none of them for no body.
    `retry`: a repeat does no harm, without it the method decides; or a `retry_policy.RetryPolicy`.
    `security` lists alternatives, each the schemes it needs together; without it those of the API
    hold (`About.security`). An alternative may be a mapping, from schemes to scopes.
    `exactly_one_of` checks which parameters are given (`alternatives`). `server` takes the place of
    the client's default base URL: a URL, or the `servers.Server`s among which is chosen. `success`
    is that of the result, or of each item of a list. `streamed` makes the streamed response of a
    subclass, in place of the class that others have."""

    streamed: ClassVar[Callable[..., Any] | None] = None

    def __init__(
        self,
        id: str,
        method: str,
        path: str,
        *,
        parameters: tuple[Parameter, ...] = (),
        body: Body | None = None,
        responses: Mapping[str, tuple[Media, ...]] | None = None,
        retry: bool | RepeatPolicy | None = None,
        security: tuple[Alternative, ...] | None = None,
        exactly_one_of: Callable[[set[str], list[Problem]], None] | None = None,
        server: str | tuple[object, ...] | None = None,
        success: Success | None = None,
    ) -> None:
        self.id, self.method, self.path = id, method, path
        self.parameters, self.body, self.responses = parameters, body, responses or {}
        self.policy = None if isinstance(retry, bool | None) else retry
        harmless = retry if isinstance(retry, bool | None) else retry.harmless
        self.retry: bool = method in _REPEATABLE if harmless is None else harmless
        self.security = None if security is None else tuple(map(tuple, security))
        self.scopes: list[Mapping[str, tuple[str, ...]]] = [
            each if isinstance(each, Mapping) else {} for each in security or ()
        ]
        self.exactly_one_of, self.server = exactly_one_of, server
        self.success = success
        self.derived: Any = None  # what `plan.plan_of` keeps here

    @property
    def label(self) -> str:
        """What messages call it: method and path."""
        return f"{self.method} {cut(self.path, 200)}"
