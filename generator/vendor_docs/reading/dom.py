"""What is asked of the nodes of an HTML page, whatever page it is."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def elements(node: LexborNode) -> list[LexborNode]:
    """The children that are elements, no comments."""
    return [child for child in node.iter() if child.tag != "-comment"]


def first_element(node: LexborNode) -> LexborNode | None:
    return next((child for child in node.iter() if child.tag != "-comment"), None)


def words(node: LexborNode) -> str:
    """The text of a node, blind to how it is spaced."""
    return " ".join(node.text().split())


def prose(node: LexborNode) -> str:
    """The text of a description, a line break where the page has one."""
    if node.css_first("br") is None:
        return node.text()
    return "".join(
        "\n" if part.tag == "br" else (part.text_content or "")
        for part in node.traverse(include_text=True)
    )


def classes(node: LexborNode) -> list[str]:
    return (node.attrs.get("class") or "").split()


def following(node: LexborNode, tag: str) -> Iterator[LexborNode]:
    """The siblings of a tag that come after a node."""
    step = node.next
    while step is not None:
        if step.tag == tag:
            yield step
        step = step.next
