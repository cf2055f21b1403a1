"""Which media type a body is sent in, where one of several is in parts: a file goes into those."""

from __future__ import annotations

from typing import Any

from .forms import holds_file
from .several_media import SeveralMedia


class FileMedia(SeveralMedia):
    def _named(self, given: Any) -> list[set[str]]:
        in_parts = {
            key
            for key, media in self._media.items()
            if media.kind == "multipart" and holds_file(media, given)
        }
        return [*super()._named(given), *([in_parts] if in_parts else [])]
