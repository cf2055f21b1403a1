"""Operations, their responses, and the tags that group them. OpenAPI Specification 3.1, sections
4.8.10, 4.8.16 and 4.8.22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.document.access import mapping, sequence, without_extensions
from generator.document.diagnostics import Rule
from generator.document.pointer import escape
from generator.document.rules.names import collisions
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.specification import WITHOUT_CONTENT


def duplicate_operation_ids(survey: Survey) -> Iterator[Finding]:
    """Each of the operations that have one `operationId`, with the others."""
    for name, operations in survey.identified.items():
        for operation in operations if len(operations) > 1 else ():
            others = [other.label for other in operations if other is not operation]
            yield Finding(
                f"{operation.pointer}/operationId",
                f"operationId `{name}` is also that of {quoted(sorted(others))}",
            )


def missing_operation_ids(survey: Survey) -> Iterator[Finding]:
    items = set(survey.addressed())
    for operation in survey.operations:
        if operation.parent in items and "operationId" not in operation.node:
            yield Finding(operation.pointer, f"`{operation.label}` has no operationId")


def colliding_operation_ids(survey: Survey) -> Iterator[Finding]:
    """`getPet` and `get_pet`, which are both `get_pet` in Python."""
    for python, names in collisions(sorted(survey.identified)):
        for name in names:
            others = quoted([other for other in names if other != name])
            for operation in survey.identified[name]:
                message = f"operationId `{name}` is `{python}` in Python, as is {others}"
                yield Finding(f"{operation.pointer}/operationId", message)


def _parents(survey: Survey) -> dict[str, str | None]:
    """The parent of each tag, by its name."""
    return {tag.name: tag.above for tag in survey.tags if tag.name is not None}


def undefined_tags(survey: Survey) -> Iterator[Finding]:
    """Each use of an undefined tag; one for all of them where the document defines none at all."""
    defined = _parents(survey)

    def place(pointer: str) -> tuple[str, int, int]:
        at = survey.document.locate(pointer)
        return at.file, at.line, at.column

    found: list[Finding] = []
    names: dict[str, None] = {}
    for operation in survey.operations:
        for at, name in operation.texts("tags"):
            if name not in defined:
                names[name] = None
                message = (
                    f"`{operation.label}` has the tag `{name}`, which the document's "
                    "`tags` do not define"
                )
                found.append(Finding(at, message))
    if len(found) > 1 and not survey.tags:
        message = f"the document has no `tags`, which would define {quoted(sorted(names))}"
        found = [Finding(min(found, key=lambda each: place(each.pointer)).pointer, message)]
    yield from found


def duplicate_tags(survey: Survey) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for tag in sorted(survey.tags, key=lambda tag: int(tag.key)):
        if tag.name in first:
            message = f"tag `{tag.name}` is already defined at `#{first[tag.name]}`"
            yield Finding(tag.pointer, message)
        elif tag.name is not None:
            first[tag.name] = tag.pointer


def undefined_parents(survey: Survey) -> Iterator[Finding]:
    """`{name: cats, parent: pets}` where no tag is called `pets`, or it is below `cats` itself."""
    parents = _parents(survey)
    for tag in survey.tags:
        match tag.name, tag.above:
            case str(name), str(above) if above not in parents:
                message = f"tag `{name}` has the parent `{above}`, which is no tag"
                yield Finding(f"{tag.pointer}/parent", message)
            case str(name), above if name in _with_ancestors(above, parents):
                yield Finding(f"{tag.pointer}/parent", f"tag `{name}` is its own ancestor")


def _with_ancestors(name: str | None, parents: Mapping[str, str | None]) -> set[str]:
    """A tag and those above it, by name; they may lead back to it."""
    found: set[str] = set()
    while name is not None and name not in found:
        found.add(name)
        name = parents.get(name)
    return found


def undefined_group_tags(survey: Survey) -> Iterator[Finding]:
    """`x-tagGroups: [{name: Animals, tags: [cats]}]` where no tag is called `cats`."""
    defined = _parents(survey)
    for number, group in enumerate(map(mapping, sequence(survey.root.get("x-tagGroups")))):
        for index, name in enumerate(sequence(group.get("tags"))):
            if isinstance(name, str) and name not in defined:
                message = f"group `{group.get('name')}` lists the tag `{name}`, which the "
                place = f"/x-tagGroups/{number}/tags/{index}"
                yield Finding(place, f"{message}document's `tags` do not define")


def bodies_without_meaning(survey: Survey) -> Iterator[Finding]:
    """A `requestBody` of GET, HEAD or DELETE (RFC 9110, sections 9.3.1, 9.3.2 and 9.3.5)."""
    for operation in survey.operations:
        if operation.key in ("get", "head", "delete") and "requestBody" in operation.node:
            message = f"`{operation.label}` has a body, which HTTP gives no meaning for "
            place = f"{operation.pointer}/requestBody"
            yield Finding(place, message + operation.key.upper())


def no_responses(survey: Survey) -> Iterator[Finding]:
    for operation in survey.operations:
        responses = operation.node.get("responses")
        if isinstance(responses, dict | None) and not without_extensions(responses):
            place = operation.pointer if responses is None else f"{operation.pointer}/responses"
            yield Finding(place, f"`{operation.label}` describes no response")


def no_success(survey: Survey) -> Iterator[Finding]:
    """Operations with errors alone, `{404: …}`; a redirect (3XX), or what is answered by `default`,
    may be a success.
    """
    for operation in survey.operations:
        statuses = list(without_extensions(operation.responses))
        if statuses and not any(map(_may_succeed, statuses)):
            yield Finding(
                f"{operation.pointer}/responses",
                f"`{operation.label}` describes {quoted(statuses)} and no success",
            )


def _may_succeed(status: str) -> bool:
    return status == "default" or status[:1] in "123"


def content_without_body(survey: Survey) -> Iterator[Finding]:
    """`{204: {content: …}}` (RFC 9110, section 15)."""
    for operation in survey.operations:
        for status, response in operation.responses.items():
            has_no_body = status in WITHOUT_CONTENT or status.startswith("1")
            if has_no_body and survey.resolved(response).get("content"):
                message = f"response `{status}` of `{operation.label}` has content, which HTTP "
                place = f"{operation.pointer}/responses/{escape(status)}"
                yield Finding(place, f"{message}forbids for {status}")


def broken_links(survey: Survey) -> Iterator[Finding]:
    for link in survey.of("link"):
        name = link.text("operationId")
        if name is not None and name not in survey.identified:
            yield Finding(
                f"{link.pointer}/operationId",
                f"link `{link.key}` leads to `{name}`, which is no operationId",
            )


CHECKS = (
    Check(
        Rule(
            "OAS050",
            "error",
            "operationId not unique",
            (
                "An operationId names one operation among all of the document; links, tools and "
                "the SDK find operations by it."
            ),
            "Give each operation an operationId of its own.",
            "told",
        ),
        duplicate_operation_ids,
    ),
    Check(
        Rule(
            "OAS051",
            "info",
            "operationId missing",
            "Without an operationId, the name of the operation in the SDK is made from its "
            "method and path and changes with "
            "them.",
            "Add an `operationId`.",
        ),
        missing_operation_ids,
    ),
    Check(
        Rule(
            "OAS052",
            "warning",
            "operationIds collide in Python",
            "The operationIds differ in case or punctuation only, so they come to one name in "
            "Python and one of them is "
            "renamed.",
            "Choose operationIds that differ in their words.",
        ),
        colliding_operation_ids,
    ),
    Check(
        Rule(
            "OAS053",
            "warning",
            "tag not defined",
            "An operation's tag is described and ordered by the document's `tags`; one that is "
            "not there is often a "
            "misspelling.",
            "Define the tag in the document's `tags`, or correct its name.",
        ),
        undefined_tags,
    ),
    Check(
        Rule(
            "OAS054",
            "error",
            "tag defined twice",
            (
                "Tag names are unique in the document's `tags`; of two definitions, a reader "
                "cannot know which one holds."
            ),
            "Remove one of the definitions.",
        ),
        duplicate_tags,
    ),
    Check(
        Rule(
            "OAS055",
            "info",
            "body without a meaning",
            "HTTP defines no meaning for the body of GET, HEAD and DELETE (RFC 9110, section "
            "9.3); servers and proxies may "
            "drop it.",
            "Use parameters, or another method, if the API allows it.",
        ),
        bodies_without_meaning,
    ),
    Check(
        Rule(
            "OAS056",
            "warning",
            "no response described",
            (
                "An operation describes at least the response to a successful call; without it "
                "the SDK returns nothing."
            ),
            "Describe the response, if only as `default`.",
        ),
        no_responses,
    ),
    Check(
        Rule(
            "OAS057",
            "warning",
            "no success described",
            "The responses are all errors, so a caller cannot know what a successful call gives.",
            "Describe the success (`2XX` when its code is not known).",
        ),
        no_success,
    ),
    Check(
        Rule(
            "OAS058",
            "warning",
            "content where there is none",
            (
                "A response with this status has no body (RFC 9110, section 15), so the content "
                "described never arrives."
            ),
            "Remove the content, or correct the status.",
        ),
        content_without_body,
    ),
    Check(
        Rule(
            "OAS059",
            "warning",
            "group lists an undefined tag",
            (
                "`x-tagGroups` arranges the document's tags in a menu; a name that is no tag "
                "makes an empty entry."
            ),
            "Define the tag, or correct its name.",
        ),
        undefined_group_tags,
    ),
    Check(
        Rule(
            "OAS060",
            "error",
            "parent of a tag",
            "A tag's `parent` names another tag of the document, and no tag is its own ancestor "
            "(specification 3.2, section "
            "4.22).",
            "Name a tag that exists, and break the circle.",
        ),
        undefined_parents,
    ),
    Check(
        Rule(
            "OAS061",
            "error",
            "link to no operation",
            (
                "A link names the operation that comes next by its operationId (specification "
                "3.1, section 4.8.20)."
            ),
            "Correct the operationId.",
        ),
        broken_links,
    ),
)
