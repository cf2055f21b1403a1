"""How Hypothesis draws in every test: the same examples each time, however busy the machine is;
`make fuzz` draws others.

`conftest.py` loads a profile before any test is read: a test's own `settings` change no more than
they name."""

from __future__ import annotations

import os
from typing import Any, Final

from hypothesis import HealthCheck, settings

_ALIKE: Final[dict[str, Any]] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
_TIMES: Final = int(os.environ.get("FUZZ_TIMES", "10"))

settings.register_profile("suite", derandomize=True, database=None, **_ALIKE)
settings.register_profile(
    "fuzz", derandomize=False, print_blob=True, max_examples=100 * _TIMES, **_ALIKE
)


def load(profile: str | None) -> None:
    settings.load_profile(profile or "suite")


def examples(count: int, **more: Any) -> settings:
    """Settings of a test that tries `count` examples, FUZZ_TIMES as many in `make fuzz`; `more` are
    further settings.
    """
    return settings(max_examples=count * settings().max_examples // 100, **more)
