"""The reference that people read: `api.md`, an index of the surface, and a page for each resource
beside it, with what its methods take, return and raise, and the models that they need."""

from generator.emit.reference.pages import emit_reference

__all__ = ["emit_reference"]
