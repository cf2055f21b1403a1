"""What is asked of the nodes of an HTML page, whatever page it is. A node that is not there has no
children, and no words."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def elements(node: LexborNode | None) -> list[LexborNode]:
    """The children that are elements, no comments."""
    return [child for child in node.iter() if child.tag != "-comment"] if node is not None else []


def first_element(node: LexborNode | None) -> LexborNode | None:
    children = node.iter() if node is not None else ()
    return next((child for child in children if child.tag != "-comment"), None)


def words(node: LexborNode | None) -> str:
    """The text of a node, blind to how it is spaced."""
    return " ".join(node.text().split()) if node is not None else ""


def attribute(node: LexborNode | None, name: str) -> str:
    return (node.attrs.get(name) or "") if node is not None else ""


def prose(node: LexborNode) -> str:
    """The text of a description, a line break where the page has one."""
    if node.css_first("br") is None:
        return node.text()
    return "".join(
        "\n" if part.tag == "br" else (part.text_content or "")
        for part in node.traverse(include_text=True)
    )


def classes(node: LexborNode) -> list[str]:
    return attribute(node, "class").split()


def outwards(node: LexborNode) -> Iterator[LexborNode]:
    """A node, then all that it lies in."""
    step: LexborNode | None = node
    while step is not None:
        yield step
        step = step.parent


def preceding(node: LexborNode, tag: str) -> Iterator[LexborNode]:
    """The siblings of a tag that come before a node, the nearest first."""
    step = node.prev
    while step is not None:
        if step.tag == tag:
            yield step
        step = step.prev


def following(node: LexborNode, tag: str) -> Iterator[LexborNode]:
    """The siblings of a tag that come after a node."""
    step = node.next
    while step is not None:
        if step.tag == tag:
            yield step
        step = step.next
