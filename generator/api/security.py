"""Security schemes as credentials of the client (OpenAPI 3.1, Security Scheme Object)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.api.model import Credential, Operation
from generator.api.names import RESERVED_ARGUMENTS, assign, constant, snake
from generator.api.oauth import with_flows
from generator.api.rules import SECURITY
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.pointer import escape

# The keywords of every client (`ClientOptions` of the runtime), which a credential gives way to.
CLIENT_OPTIONS = frozenset(
    {
        "base_url", "timeout", "deadline", "max_retries", "max_response_bytes", "lenient",
        "error_bodies", "headers", "on_request", "on_response", "on_error", "pace", "ssl_context",
        "ca_file", "proxy", "limits", "http2", "transport", "http_client",
    }
)  # fmt: skip
# And those of each of its views besides (`RequestOptions`).
VIEW_OPTIONS = frozenset({"query", "retry", "extra_body"})
_ARGUMENTS = RESERVED_ARGUMENTS | CLIENT_OPTIONS | VIEW_OPTIONS


class Security:
    """The credentials of a document, and what each operation needs of them."""

    def __init__(self, document: Document, env_prefix: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._default = document.root.get("security")
        self.credentials: tuple[Credential, ...] = self._credentials(document, env_prefix)
        self._known = {credential.scheme for credential in self.credentials}
        self._of_connection = _of_connection(document)
        self.headers = {c.wire.lower() for c in self.credentials if c.location == "header"}

    def _credentials(self, document: Document, env_prefix: str) -> tuple[Credential, ...]:
        """The credentials in the order of their schemes; a scheme that the client cannot send by
        itself, as `mutualTLS` is one, is told.
        """
        schemes = document.components("securitySchemes")
        targets = {name: document.resolved(node) for name, node in schemes.items()}
        said = {name: mapping(target.get("x-sdk")) for name, target in targets.items()}
        names = _names(_wishes(targets), said)
        envs = _variables(names, said, env_prefix)
        found = []
        for name, target in targets.items():
            credential = self._credential(name, names[name], target, envs[name])
            if credential is None:
                pointer = f"/components/securitySchemes/{escape(name)}"
                message = (
                    f"the security scheme `{name}` is of a kind that the client does not send by "
                    "itself"
                )
                self.diagnostics.append(document.found(SECURITY, message, pointer))
            else:
                found.append(credential)
        return with_flows(found, targets, _ARGUMENTS, env_prefix)

    @property
    def keywords(self) -> set[str]:
        """All that callers give for credentials."""
        flows = [each.flows for each in self.credentials if each.flows is not None]
        own = {each.python for each in self.credentials}
        return own | {part.python for flow in flows for part in flow.parts}

    @property
    def variables(self) -> set[str]:
        """The variables of the environment that credentials are read from."""
        return {env for each in self.credentials for env in variables(each)}

    def _credential(
        self, name: str, python: str, scheme: dict[str, Any], env: str
    ) -> Credential | None:
        """What a caller gives for a scheme, and where it is sent; of `{type: http, scheme: digest}`
        and the like the whole header, since the client cannot write it.
        """
        about = text(scheme.get("description"))
        match scheme.get("type"), text(scheme.get("scheme")).lower(), scheme.get("in"):
            case "apiKey", _, ("header" | "query" | "cookie") as place if text(scheme.get("name")):
                return Credential(name, python, env, "apiKey", place, scheme["name"], about)
            case "http", "basic", _:
                return Credential(name, python, env, "basic", "header", "Authorization", about)
            case ("http", "bearer", _) | ("oauth2" | "openIdConnect", _, _):
                return Credential(name, python, env, "bearer", "header", "Authorization", about)
            case "http", str(kind), _ if kind:
                wire, own = "Authorization", kind
                return Credential(name, python, env, "authorization", "header", wire, about, own)
        return None

    def alternatives(self, node: Any) -> tuple[tuple[str, ...], ...]:
        """The requirements of an operation: any of the given sets of schemes. An empty set is none
        at all, and comes last: it is used where no other can be.

        A certificate is the connection's (`mutualTLS`): what else the alternative names is sent
        all the same, and nothing is needed where it names nothing else. An alternative that names
        another scheme which the client cannot send is left out; where none is left, the caller's
        own `http_client` has to see to it."""
        return tuple(tuple(item) for item in self._wanted(node))

    def scopes(self, node: Any) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
        """The scopes of each of `alternatives`, by scheme."""
        found = tuple(
            tuple(
                (name, tuple(map(str, sequence(listed)))) for name, listed in item.items() if listed
            )
            for item in self._wanted(node)
        )
        return found if any(found) else ()

    def _wanted(self, node: Any) -> list[dict[str, Any]]:
        wanted: Sequence[Any] = sequence(self._default if node is None else node)
        found = (self._sent(item) for item in wanted if isinstance(item, dict))
        known = (item for item in found if set(item) <= self._known)
        return sorted(known, key=lambda item: not item)

    def _sent(self, alternative: dict[str, Any]) -> dict[str, Any]:
        """What the client sends of an alternative, by itself or not at all."""
        named = mapping(alternative).items()
        return {name: scopes for name, scopes in named if name not in self._of_connection}

    def all_alternatives(self, operations: Iterable[Operation]) -> tuple[tuple[str, ...], ...]:
        """The alternatives of all operations, the document's own first; an empty one last if any
        operation needs none.
        """
        found = [one for each in operations for one in each.security or ((),)]
        own = [one for one in self.alternatives(None) if one in found]
        distinct = dict.fromkeys([*own, *sorted(found)])
        return tuple(sorted(distinct, key=lambda one: not one))


def _of_connection(document: Document) -> frozenset[str]:
    """The schemes of which the connection is the credential, and no part of a request."""
    schemes = document.components("securitySchemes").items()
    return frozenset(
        name for name, node in schemes if document.resolved(node).get("type") == "mutualTLS"
    )


def variables(credential: Credential) -> list[str]:
    """The variables of the environment that a credential is read from."""
    parts = credential.flows.parts if credential.flows is not None else ()
    return [credential.env, *(part.env for part in parts if part.env)]


def _wishes(schemes: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What each scheme would be called: by its name, and `authorization` where a caller writes the
    whole header of that name.
    """
    wishes = {name: snake(name, "credential") for name in schemes}
    whole = [name for name, scheme in schemes.items() if _is_whole(scheme)]
    if len(whole) == 1:
        return wishes | {whole[0]: "authorization"}
    return wishes | {name: snake(f"authorization {name}", "authorization") for name in whole}


def _names(wishes: Mapping[str, str], said: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The keyword of each scheme; those that choose theirs (`x-sdk: {name: …}`) have it, and the
    others give way.
    """
    chosen = {name: own for name in wishes if (own := text(said[name].get("name")))}
    given = assign(chosen, lambda name: snake(chosen[name], "credential"), reserved=_ARGUMENTS)
    rest = [name for name in wishes if name not in given]
    reserved = _ARGUMENTS | set(given.values())
    return {**given, **assign(rest, wishes.__getitem__, reserved=reserved)}


def _variables(
    names: Mapping[str, str], said: Mapping[str, Mapping[str, Any]], prefix: str
) -> dict[str, str]:
    """The environment variable of each scheme: the one that it names (`x-sdk: {env: …}`), which
    several may share, else one made of its keyword, which gives way to those and to the URL's.
    """
    chosen = {name: own for name in names if (own := text(said[name].get("env")))}
    rest = {name: python for name, python in names.items() if name not in chosen}
    made = assign(
        rest.values(),
        lambda python: _variable(python, prefix),
        reserved=frozenset({f"{prefix}_BASE_URL", *chosen.values()}),
    )
    return chosen | {name: made[python] for name, python in rest.items()}


def _is_whole(scheme: Mapping[str, Any]) -> bool:
    """Whether a caller writes all of `Authorization`: for an HTTP scheme other than those that the
    client writes by itself.
    """
    kind = text(scheme.get("scheme")).lower()
    return scheme.get("type") == "http" and kind not in ("", "basic", "bearer")


def _variable(python: str, prefix: str) -> str:
    """The environment variable of a credential, which names the API once: `ACME_API_KEY`, not
    `ACME_ACME_API_KEY`.
    """
    name = constant(python)
    return name if name.startswith(f"{prefix}_") else f"{prefix}_{name}"
