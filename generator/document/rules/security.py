"""Security requirements and servers. OpenAPI Specification 3.1, sections 4.8.5, 4.8.6, 4.8.27 and
4.8.30.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, filterfalse
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from generator.document.access import mapping, sequence, texts
from generator.document.diagnostics import Rule
from generator.document.oauth import REFRESHED, is_usable
from generator.document.pointer import escape
from generator.document.rules.paths import VARIABLE, variables
from generator.document.rules.sites import ServerSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.specification import credential_header

_SENT_SECRETS = ("clientCredentials", *REFRESHED)
_TOKEN_URLS = ("tokenUrl", "refreshUrl")


class _Scheme(NamedTuple):
    """A security scheme: whether it is OAuth 2.0, and its flows, by name."""

    is_oauth: bool
    flows: Mapping[str, dict[str, Any]]

    @property
    def scopes(self) -> set[str]:
        """What its flows list, `{pets: read pets}`, by name."""
        return set(chain.from_iterable(mapping(flow.get("scopes")) for flow in self.flows.values()))


_NO_SCHEME = _Scheme(is_oauth=False, flows={})


def _requirements(survey: Survey) -> Iterator[tuple[str, str, list[str]]]:
    """Pointer, name and scopes of each scheme that a requirement names."""
    for pointer, node in survey.holders():
        for index, requirement in enumerate(sequence(node.get("security"))):
            for name, scopes in mapping(requirement).items():
                yield f"{pointer}/security/{index}/{escape(name)}", name, texts(scopes)


def _schemes(survey: Survey) -> dict[str, _Scheme]:
    """The security schemes, by name."""
    found: dict[str, _Scheme] = {}
    for name, entry in survey.components("securitySchemes").items():
        node = survey.resolved(entry)
        flows = {flow: mapping(said) for flow, said in mapping(node.get("flows")).items()}
        found[name] = _Scheme(node.get("type") == "oauth2", flows)
    return found


def undefined_schemes(survey: Survey) -> Iterator[Finding]:
    defined = _schemes(survey)
    for pointer, name, _ in _requirements(survey):
        if name not in defined and not (survey.version == "3.2" and re.search(r"[/#:]", name)):
            yield Finding(pointer, f"security scheme `{name}` is not defined in `components`")


def shared_headers(survey: Survey) -> Iterator[Finding]:
    """`security: [{basic: [], token: []}]`, which asks for two values of `Authorization`."""
    headers = {
        name: credential_header(survey.resolved(entry))
        for name, entry in survey.components("securitySchemes").items()
    }
    for pointer, node in survey.holders():
        for index, requirement in enumerate(sequence(node.get("security"))):
            asked: dict[str, list[str]] = {}
            for name in mapping(requirement):
                asked.setdefault(headers.get(name, ""), []).append(name)
            for header, names in asked.items():
                if header and len(names) > 1:
                    message = f"{quoted(names)} are each sent in the header `{header}`, of which "
                    message += "a request has one: only the first is sent"
                    yield Finding(f"{pointer}/security/{index}", message)


def unused_schemes(survey: Survey) -> Iterator[Finding]:
    used = {name for _, name, _ in _requirements(survey)}
    for name in _schemes(survey):
        if name not in used:
            yield Finding(
                f"/components/securitySchemes/{escape(name)}",
                f"no security requirement names the scheme `{name}`",
            )


def undefined_scopes(survey: Survey) -> Iterator[Finding]:
    """`security: [{oauth: [pets]}]` where no flow of `oauth` has `pets` among its `scopes`. What a
    requirement lists for schemes of other types is not looked into.
    """
    schemes = _schemes(survey)
    for pointer, name, scopes in _requirements(survey):
        scheme = schemes.get(name, _NO_SCHEME)
        for scope in filterfalse(scheme.scopes.__contains__, scopes) if scheme.is_oauth else ():
            message = f"no flow of the security scheme `{name}` has the scope `{scope}`"
            yield Finding(pointer, message)


def _token_urls(survey: Survey) -> Iterator[tuple[str, str, str, str]]:
    """Pointer, scheme, flow and value of each address that a client would send a secret to."""
    for name, scheme in _schemes(survey).items():
        for flow in filter(_SENT_SECRETS.__contains__, scheme.flows):
            for key in _TOKEN_URLS:
                at = f"/components/securitySchemes/{escape(name)}/flows/{flow}/{key}"
                if isinstance(url := scheme.flows[flow].get(key), str):
                    yield at, name, flow, url


def unusable_token_urls(survey: Survey) -> Iterator[Finding]:
    for pointer, name, flow, url in _token_urls(survey):
        if not is_usable(url):
            yield Finding(
                pointer,
                f"`{url}` of the flow `{flow}` of `{name}` is no http(s) URL, nor one relative to "
                "the server",
            )


def open_token_urls(survey: Survey) -> Iterator[Finding]:
    for pointer, name, flow, url in _token_urls(survey):
        is_open = is_usable(url) and urlsplit(url).scheme == "http"
        if is_open and urlsplit(url).hostname not in ("localhost", "127.0.0.1", "::1"):
            yield Finding(
                pointer, f"`{url}` of the flow `{flow}` of `{name}` takes secrets without TLS"
            )


def malformed_servers(survey: Survey) -> Iterator[Finding]:
    for server, url in _templates(survey):
        if (fault := _fault_of_url(url)) is not None:
            yield Finding(server.pointer, fault)


def _templates(survey: Survey) -> Iterator[tuple[ServerSite, str]]:
    """The servers that have a URL, with it."""
    return ((server, server.url) for server in survey.servers if server.url is not None)


def _fault_of_url(url: str) -> str | None:
    """What is wrong with the URL of a server, `https://{region}.example:{port}/v1`; None where
    nothing is. A variable is taken for one character, and where the URL is taken apart for a digit,
    which may be a port too; braces that are left are of none. A relative URL (`/v1`) has no host.
    """
    rest = VARIABLE.sub("x", url)
    if set(rest) & {"{", "}"}:
        return f"the braces of server URL `{url}` are not balanced"
    if re.search(r"[\s<>\"\\^`|]", rest):
        return f"server URL `{url}` has a character that no URL has"
    try:
        parts = urlsplit(VARIABLE.sub("1", url))
        _ = parts.port  # which may be no number
    except ValueError:
        return f"server URL `{url}` is no URL"
    if parts.scheme in ("http", "https") and not parts.hostname:
        return f"server URL `{url}` has no host"
    if set(rest) & {"?", "#"}:
        return f"server URL `{url}` has a query or fragment, to which no path can be appended"
    return None


def undefined_variables(survey: Survey) -> Iterator[Finding]:
    """`https://{region}.example` without `region` among its `variables`; told once of each."""
    for server, url in _templates(survey):
        for name in dict.fromkeys(variables(url)):
            if name not in server.variables:
                message = f"server URL `{url}` has the variable `{name}`, which `variables` does "
                yield Finding(server.pointer, f"{message}not define")


def unused_variables(survey: Survey) -> Iterator[Finding]:
    for server, url in _templates(survey):
        for name in server.variables:
            if name not in variables(url):
                yield Finding(
                    f"{server.pointer}/variables/{escape(name)}",
                    f"variable `{name}` is not in server URL `{url}`",
                )


def misfit_defaults(survey: Survey) -> Iterator[Finding]:
    """`{enum: [eu, us], default: asia}`; an `enum` without values is none."""
    for server in survey.servers:
        for name, variable in server.variables.items():
            said = mapping(variable)
            values, default = sequence(said.get("enum")), said.get("default")
            if default not in (None, *values) and values:
                place = f"{server.pointer}/variables/{escape(name)}/default"
                message = f"the default `{default}` of variable `{name}` is none of "
                yield Finding(place, message + quoted(values))


CHECKS = (
    Check(
        Rule(
            "OAS080",
            "error",
            "security scheme not defined",
            (
                "A security requirement names a scheme of `components`; without it nobody knows "
                "which credential to send."
            ),
            "Define the scheme in `components/securitySchemes`, or correct the name.",
            "told",
        ),
        undefined_schemes,
    ),
    Check(
        Rule(
            "OAS081",
            "warning",
            "security scheme not used",
            (
                "A scheme that neither the document nor an operation requires has no effect: its "
                "credential is never sent."
            ),
            "Require the scheme in `security`, or remove it.",
        ),
        unused_schemes,
    ),
    Check(
        Rule(
            "OAS082",
            "warning",
            "scope not defined",
            "The scopes of an OAuth 2 requirement are among those that the scheme's flows list.",
            "Add the scope to a flow, or correct its name.",
        ),
        undefined_scopes,
    ),
    Check(
        Rule(
            "OAS085",
            "error",
            "server URL malformed",
            (
                "Paths are appended to the server's URL, so it has a host or is relative, and "
                "neither query nor fragment."
            ),
            "Correct the URL.",
            "told",
        ),
        malformed_servers,
    ),
    Check(
        Rule(
            "OAS096",
            "warning",
            "two credentials in one header",
            (
                "A requirement asks for all of its schemes at once, and a request has one header "
                "of a name (RFC 9110, section 5.3)."
            ),
            "If any of them will do, write a requirement of its own for each.",
            "told",
        ),
        shared_headers,
    ),
    Check(
        Rule(
            "OAS086",
            "error",
            "server variable not defined",
            (
                "Each `{name}` of a server's URL has a default in `variables`; without one the "
                "URL cannot be built."
            ),
            "Define the variable with a `default`.",
            "told",
        ),
        undefined_variables,
    ),
    Check(
        Rule(
            "OAS087",
            "warning",
            "server variable not used",
            "A variable that is not in the URL has no effect; it is often a misspelling.",
            "Use the variable in the URL, or remove it.",
        ),
        unused_variables,
    ),
    Check(
        Rule(
            "OAS088",
            "error",
            "default of a server variable",
            (
                "The default of a server variable is one of the values that `enum` lists "
                "(specification 3.1, section 4.8.6)."
            ),
            "Choose a default from `enum`, or add it there.",
        ),
        misfit_defaults,
    ),
    Check(
        Rule(
            "OAS089",
            "warning",
            "token URL not usable",
            (
                "A client obtains tokens at the `tokenUrl`, or the `refreshUrl`, of a flow; where "
                "that is no address, its callers have to obtain each token themselves."
            ),
            "Write an https URL, or a path of the server.",
        ),
        unusable_token_urls,
    ),
    Check(
        Rule(
            "OAS094",
            "warning",
            "token URL without TLS",
            (
                "A client's secret is sent to a token endpoint, which is asked by TLS only (RFC "
                "6749, section 3.2)."
            ),
            "Write an https URL.",
        ),
        open_token_urls,
    ),
)
