"""Idempotency keys: what a server knows a repeated request by.

A key is made once a call and kept over its repeats, so one that was acted on and not answered does
no harm when it is sent again. It is a UUID of 122 random bits (RFC 9562, section 5.4), as the
Idempotency-Key header field recommends (draft-ietf-httpapi-idempotency-key-header, section 2.2)."""

from __future__ import annotations

import uuid


def new_key() -> str:
    """A key that no other call has."""
    return str(uuid.uuid4())
