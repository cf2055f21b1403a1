from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .database_feature import DatabaseFeature
from .duplicate_feature import DuplicateFeature
from .normalization_feature import NormalizationFeature
from .other_feature import OtherFeature
from .redlist_feature import RedlistFeature
from .report_feature import ReportFeature
from .segmentation_feature import SegmentationFeature

ImportFeature: TypeAlias = Annotated[
    ReportFeature
    | DatabaseFeature
    | DuplicateFeature
    | SegmentationFeature
    | NormalizationFeature
    | RedlistFeature
    | OtherFeature,
    Variants(
        "type",
        {
            "report": ReportFeature,
            "database": DatabaseFeature,
            "duplicate": DuplicateFeature,
            "segmentation": SegmentationFeature,
            "normalization": NormalizationFeature,
            "redList": RedlistFeature,
        },
        OtherFeature,
    ),
]
"""One thing that an import does."""
