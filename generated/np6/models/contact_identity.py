from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .footprint_identity import FootprintIdentity
from .hash_identity import HashIdentity
from .id_identity import IdIdentity
from .other_identity import OtherIdentity
from .unicity_identity import UnicityIdentity

ContactIdentity: TypeAlias = Annotated[
    FootprintIdentity | IdIdentity | UnicityIdentity | HashIdentity | OtherIdentity,
    Variants(
        "type",
        {
            "footprint": FootprintIdentity,
            "id": IdIdentity,
            "unicity": UnicityIdentity,
            "hash": HashIdentity,
        },
        OtherIdentity,
    ),
]
"""Names a contact that exists."""
