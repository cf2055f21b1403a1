"""A page: what one captured page of the reference shows, whatever form it was saved in.

`page_file` reads a saved one by the reader of its form, `copied_text` or `redoc_html`; `capture`
makes facts of it. A page holds names and values as they stand there, in their order, and of every
description only a digest. What is no page of an API reference is refused in one line (`PageError`),
before anything is made of it."""

from __future__ import annotations

from typing import Any

from generator.records import record
from generator.vendor_docs.facts import UNSTATED, ParameterLocation, printable

MAP_KEY = "property name*"
"""How a page calls the key of a map, whose values it lists below as if they were a field's."""

MAX_BYTES = 32 * 2**20
"""A larger page is refused: the largest known references, saved as HTML, have about 20 MB."""


class PageError(Exception):
    """A page that cannot be captured: one line that names the page and says why."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(printable(f"{name}: {reason}"))


@record(frozen=True, slots=True)
class PageField:
    """One line of a list of fields or parameters.

    `type` is as on the page: `integer(int32)`, `string or null(date-time)`, `Array of objects`.
    `depth` is the nesting where the page shows it, from 0; `None` where it shows a flat list.
    `seen` are values of a discriminator that the page shows, `enum` those it lists as all of them;
    `enum_inferred` where its numbers were run together and a rule parted them. `wording` is the
    digest of the description, `about` what of it is kept, in words of our own: in which unit a
    moment counts."""

    name: str
    type: str
    line: int
    depth: int | None = None
    required: bool = False
    deprecated: bool = False
    discriminator: bool = False
    enum: tuple[Any, ...] = ()
    enum_inferred: bool = False
    seen: tuple[Any, ...] = ()
    default: Any = None
    has_default: bool = False
    when: str | None = None
    wording: str = ""
    about: str = ""


@record(frozen=True, slots=True)
class PageBody:
    """The body of a request or a response.

    `type` is "object", "array" (then `fields` are those of its items, or `items` is their type as
    on the page), another type as on the page such as `integer(int32)`, or `None` where it was not
    seen. `listed`: the page has the list of fields (a page may show a sample alone). `cut`: the
    list ends where the page was cut; `sample_cut`: the sample is not whole, and what could be read
    of it is `sample`. `doubts` are lines that may be fields, each a sentence."""

    content_types: tuple[str, ...] = ()
    type: str | None = None
    items: str | None = None
    fields: tuple[PageField, ...] = ()
    listed: bool = True
    sample: Any = None
    has_sample: bool = False
    cut: bool = False
    sample_cut: bool = False
    doubts: tuple[str, ...] = ()
    line: int = 1
    wording: str = ""


@record(frozen=True, slots=True)
class PageResponse:
    """A response: `status` is a code (`"200"`) or `"unstated"`; `body` is `None` where it has no
    body.
    """

    status: str = UNSTATED
    body: PageBody | None = None
    wording: str = ""
    line: int = 1


@record(frozen=True, slots=True)
class PageOperation:
    """One operation of a page. `method` and `path` are `None` where they were not seen; `path` may
    end in a query (`…?hash=`).

    `cut`: the page ends within it, after what is here. `heading` is the menu heading that it stands
    under: an index into the page's `headings`, or `None`. `notes` are what had to be decided about
    it, each a sentence of ours."""

    title: str | None
    method: str | None
    path: str | None
    line: int
    heading: int | None = None
    path_cut: bool = False
    deprecated: bool = False
    parameters: tuple[tuple[ParameterLocation, PageField], ...] = ()
    request: PageBody | None = None
    responses: tuple[PageResponse, ...] = ()
    responses_seen: bool = True
    cut: bool = False
    notes: tuple[str, ...] = ()
    wording: str = ""

    @property
    def bodies(self) -> list[PageBody]:
        """Those of its request and of its responses."""
        bodies = (self.request, *(answer.body for answer in self.responses))
        return [body for body in bodies if body is not None]


@record(frozen=True, slots=True)
class Page:
    """`name` is what the page is known by in evidence, `title` its own. `headings` are those of the
    menu that hold operations, in its order, `""` where the page hides the name. `servers` are the
    addresses that paths are relative to."""

    name: str
    title: str = ""
    operations: tuple[PageOperation, ...] = ()
    headings: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    cut: bool = False
