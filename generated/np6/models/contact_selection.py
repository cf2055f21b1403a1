from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .id_selection import IdSelection
from .other_selection import OtherSelection
from .segment_selection import SegmentSelection
from .unicity_selection import UnicitySelection

ContactSelection: TypeAlias = Annotated[
    UnicitySelection | IdSelection | SegmentSelection | OtherSelection,
    Variants(
        "type",
        {"unicity": UnicitySelection, "id": IdSelection, "segment": SegmentSelection},
        OtherSelection,
    ),
]
"""Selects contacts. The pages show the one of a segment, and its `type` alone; the rest is from
older documentation.
"""
