"""Places in a package, written as a report shows them."""

from __future__ import annotations

import re

from generator.review.python_place import PythonPlace


def place(text: str) -> PythonPlace:
    """`client.pets.add(id=)`, `Pet.name` or `Pet` by its parts."""
    name, keyword = re.fullmatch(r"(.*?)(?:\((\w*)=?\))?", text, re.DOTALL).groups("")  # type: ignore[union-attr]
    if name.split(".")[0] == "client":
        return PythonPlace(name, keyword=keyword, is_method=True)
    owner, _, member = name.partition(".") if not keyword else (name, "", "")
    return PythonPlace(owner, member, keyword)
