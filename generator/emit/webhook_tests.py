"""The emitted tests of webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from jinja2 import Environment

from generator.api.model import Api, HmacSignature, JsonValue, KeySignature, Named, Webhook
from generator.emit.code import Code, dotted, identifier, literal, string_literal
from generator.emit.fits import Fits
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.templates import render
from generator.emit.webhook_signatures import (
    distinct_signatures,
    is_by_keys,
    key_modules,
    signer_of,
)
from generator.emit.webhooks import are_alike

# --- tests ----------------------------------------------------------------------------------------


class WebhookTest(NamedTuple):
    """What the test of a webhook has: its example, the arguments that read it, what signs it, and
    the class that it becomes, where it is one.
    """

    name: Code
    body: Code
    arguments: Code
    headers: Code
    signer: Code | None
    model: Code | None


def emit_webhook_tests(
    api: Api, environment: Environment, samples: Samples, others: Collection[str]
) -> dict[str, str]:
    """The tests of webhooks and callbacks; nothing where there are none. `others` are the paths of
    other tests, as of a resource of that name.
    """
    if not api.webhooks:
        return {}
    forms = distinct_signatures(api.webhooks)
    names = {repr(form): f"sign_{index}" for index, form in enumerate(forms)}
    signers = [signer_of(form, names[repr(form)]) for form in forms]
    tests, left_out = [], []
    path = "tests/test_webhooks.py"
    while path in others:
        path = f"{path.removesuffix('.py')}_received.py"
    for webhook in api.webhooks:
        try:
            tests.append(_test(api, webhook, samples, names))
        except UnmakeableError as error:
            left_out.append(f"{webhook.name}: left out, {error}")
    return {
        path: render(
            environment,
            "tests/webhooks.py.jinja",
            package=dotted(api.package),
            tests=tests,
            left_out=left_out,
            reads_headers=api.events is not None and api.events.header is not None,
            signers=signers,
            uses_models=any(test.model for test in tests),
            uses_base64=not all(signer.is_hex for signer in signers),
            uses_standard="standard" in forms,
            uses_secrets=not all(map(is_by_keys, forms)),
            keys=key_modules(forms),
            published={each.published for each in signers} - {""},
            uses_hashes=any(
                isinstance(each, KeySignature) and each.algorithm != "ed25519" for each in forms
            ),
            uses_moments=any(
                isinstance(each, HmacSignature | KeySignature)
                and each.timestamp_format == "iso8601"
                for each in forms
            ),
        )
    }


def _test(api: Api, webhook: Webhook, samples: Samples, signers: dict[str, str]) -> WebhookTest:
    """A request with the example of its payload, signed where the tests can, and the class that it
    is read as. Raises `UnmakeableError` where the example does not fit the schema.
    """
    media = webhook.payload
    value: JsonValue = samples.of_media_type(media)
    fits = Fits(samples.models, sent=False)
    if not fits(media.type, value):
        raise UnmakeableError(fits.why_not(media.type, value, "the schema of the payload"))
    is_alone = are_alike(api)
    signer = signers.get(repr(webhook.signature))
    kind = media.type
    return WebhookTest(
        name=string_literal(webhook.name),
        body=literal(value),
        arguments=literal({} if is_alone else {"name": webhook.name}),
        headers=literal(dict(webhook.constants)),
        signer=None if signer is None else identifier(signer),
        model=Code(f"models.{identifier(kind.name).text}")
        if isinstance(kind, Named) and _is_class(samples, kind)
        else None,
    )


def _is_class(samples: Samples, kind: Named) -> bool:
    return hasattr(samples.models[kind.name], "fields")
