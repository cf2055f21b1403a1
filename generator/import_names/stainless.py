"""`stainless.yml`: resources with models, methods and subresources, schemes of pages, options of
the client.

Its reference lists the keys; those that concern other languages, publishing or examples say nothing
of an SDK in Python, and are passed over. Everything else is carried over or told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import mapping, sequence, text
from generator.document.casing import snake, words
from generator.document.diagnostics import Location
from generator.document.pointer import escape
from generator.document.rules.sites import OperationSite
from generator.document.source import Source
from generator.import_names.names import OF_A_TOKEN, OF_THE_CLIENT, ONE_PAIR, Names
from generator.import_names.stainless_pages import Pages

_SKIPPED = "it is left out of the SDK, as `x-internal: true` on operations says"
_ENDPOINT = re.compile(r"\s*([A-Za-z]+)\s+(\S+)\s*")
_INITIALISMS = frozenset(
    {
        "3ds", "ach", "acl", "ai", "api", "ats", "cpu", "crm", "db", "dns", "e2e", "eeoc", "gb",
        "gpu", "hd", "hris", "html", "http", "https", "id", "ip", "iso", "jsonl", "kb", "kyb",
        "kyc", "lfs", "mb", "mp3", "mp4", "nft", "saml", "sdk", "sku", "sms", "ss", "ssh", "sso",
        "url",
    }
)  # fmt: skip
"""Words that stay in capitals where a name is in Pascal case, unless `custom_casings` says
otherwise."""
_OF_THE_CONFIGURATION = {
    "query_settings": "how a query is written is the `style` and `explode` of its parameters",
    "streaming": "which answers are streams is what the document and `x-sdk.stream` say",
    "errors": "the classes of errors are those of the statuses",
    "unspecified_endpoints": "operations are left out by what the document says of them",
    "multi_major_versions": "a package has one version",
}
_OF_SETTINGS = {
    "unwrap_response_fields": "results are given as the document has them, envelope included",
    "positional_params": "parameters of the path may be given by position and by keyword",
}
_OF_THE_CLIENT = {
    "default_headers": "headers of every call are given as `headers` of the client",
    "default_timeout": "the timeout is an option of the client",
    "default_retries": "`retries` of `x-sdk` says when a request is sent again",
}
_OF_A_RESOURCE = {
    "custom": "it is written by hand",
    "deprecated": "what is deprecated the document says, operation by operation",
    "description": "a resource is described by its tag",
}
_OF_A_METHOD = {
    "body_param_name": "the body as a whole is called `request`, and its fields are keywords",
    "default_request_options": "options of a call are given with the call",
    "deprecated": "what is deprecated the document says",
    "positional_params": "parameters of the path may be given by position and by keyword",
    "streaming": "`stream` of `x-sdk` says which field asks for the stream",
    "unwrap_response": "the result is given as the document has it, envelope included",
}
_OF_AN_OPTION = {
    "send_in_header": "a header of every call is given as `headers` of the client",
    "server_variable": "a variable of the server is a keyword of its own name",
}


def is_stainless(data: Mapping[str, Any]) -> bool:
    others = ("client_settings", "environments", "organization", "pagination", "targets", "package")
    return isinstance(data.get("resources"), dict) and any(key in data for key in others)


def carry(source: Source, names: Names) -> None:
    _Stainless(source, names).carry()


class _Stainless:
    def __init__(self, source: Source, names: Names) -> None:
        self.source, self.names = source, names
        self.root = source.data
        self.casings = mapping(self.root.get("custom_casings"))
        self.pages = Pages(source, names)

    def carry(self) -> None:
        self._package()
        self._credentials()
        self._security()
        self._environments()
        for name, resource in self._entries("/resources", self.root):
            self._resource(f"/resources/{escape(name)}", [name], resource)
        self.pages.tell_unused()
        self._leave_each("", self.root, _OF_THE_CONFIGURATION)
        self._leave_each("/settings", mapping(self.root.get("settings")), _OF_SETTINGS)
        if "transforms" in mapping(self.root.get("openapi")):
            reason = "changes of the document are for an overlay, or the document itself"
            self._leave("/openapi/transforms", reason)

    def _entries(self, at: str, node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """The entries of a mapping in `node`, whose key is the last step of `at`."""
        value = node.get(at.rpartition("/")[2])
        if isinstance(value, dict):
            yield from value.items()
        elif value is not None and value != []:
            self._leave(at, "it is not a mapping")

    def _at(self, pointer: str) -> Location:
        return self.source.locate(pointer, key=True)

    def _leave(self, pointer: str, reason: str) -> None:
        self.names.leave(self._at(pointer), f"`{pointer.rpartition('/')[2]}`: {reason}")

    def _leave_each(self, at: str, node: Mapping[str, Any], reasons: Mapping[str, str]) -> None:
        for key in node:
            if key in reasons:
                self._leave(f"{at}/{escape(key)}", reasons[key])

    # --- the package ----------------------------------------------------------------------------

    def _package(self) -> None:
        """`targets: {python: {package_name: corner-shop, project_name: corner-shop-sdk}}` is the
        package `corner_shop` of the distribution `corner-shop-sdk`, before there were targets
        `package: {python: {name: corner-shop}}`. The organization is the client.
        """
        kind, key = ("targets", "package_name") if "targets" in self.root else ("package", "name")
        python = mapping(mapping(self.root.get(kind)).get("python"))
        at = f"/{kind}/python/{key}"
        name, project = text(python.get(key)), text(python.get("project_name"))
        package = re.sub(r"[^0-9A-Za-z.]+", "_", name).lower()
        self.names.choose("", "package", package, self._at(at))
        # without a project's name, that of a package which is no Python name is the distribution's
        if project or (name and name != self.names.updates[""]["x-sdk"].get("package", name)):
            self.names.choose("", "distribution", project or name, self._at(at))
        client = text(mapping(self.root.get("organization")).get("name"))
        if client:
            at = "/organization/name"
            self.names.choose("", "client", self._pascal(client), self._at(at))
            # of the address of the API, as in `CORNER_SHOP_BASE_URL`
            self.names.choose("", "env-prefix", snake(client).upper(), self._at(at))

    def _pascal(self, name: str) -> str:
        return "".join(self._word(word) for word in words(name))

    def _word(self, word: str) -> str:
        lower = word.lower()
        said = mapping(self.casings.get(lower))
        if text(said.get("pascal")):
            return text(said["pascal"])
        short = said.get("initialism", lower in _INITIALISMS)
        return word.upper() if short is True else word[:1].upper() + word[1:]

    # --- the client -----------------------------------------------------------------------------

    def _credentials(self) -> None:
        settings = mapping(self.root.get("client_settings"))
        self._leave_each("/client_settings", settings, _OF_THE_CLIENT)
        header = text(mapping(settings.get("idempotency")).get("header"))
        at = "/client_settings/idempotency/header"
        self.names.choose("", "idempotency-header", header, self._at(at))
        for name, option in self._entries("/client_settings/opts", settings):
            at = f"/client_settings/opts/{escape(name)}"
            self._option(at, name, mapping(option))

    def _option(self, at: str, name: str, option: Mapping[str, Any]) -> None:
        """An option of the client, which is a credential or nothing that `x-sdk` could say:
        `api_token: {read_env: SHOP_TOKEN, auth: {security_scheme: token}}`.
        """
        auth = mapping(option.get("auth"))
        scheme, role = text(auth.get("security_scheme")), text(auth.get("role")) or "value"
        self._leave_each(at, option, _OF_AN_OPTION)
        if not scheme:
            if option.keys().isdisjoint(_OF_AN_OPTION):  # nothing was told of it
                self._leave(at, "it is no credential, and the client has options of its own")
            return
        pointer = self.names.scheme(scheme)
        if pointer is None and scheme not in mapping(self.root.get("security_schemes")):
            self.names.absent(self._at(f"{at}/auth"), f"security scheme `{scheme}`")
        elif role != "value":  # `username`, `password`, or `client_id` and the like of OAuth 2
            self._leave(at, ONE_PAIR if role in ("username", "password") else OF_A_TOKEN)
        else:  # one that the configuration brings itself comes to the document with it
            pointer = pointer or f"/components/securitySchemes/{escape(scheme)}"
            env = text(option.get("read_env"))
            self.names.credential(pointer, name, env, self._at(at))

    def _security(self) -> None:
        """`security_schemes` and `security`, which are those of a document: schemes are added to
        it, requirements take the place of its own.
        """
        self._security_schemes()
        security, own = self.root.get("security"), self.names.document.root.get("security")
        if isinstance(security, list) and security != own:
            self.names.edit("", "security", security, self._at("/security"))

    def _security_schemes(self) -> None:
        known = self.names.document.components("securitySchemes")
        added: dict[str, Any] = {}
        for name, scheme in self._entries("/security_schemes", self.root):
            if name not in known:
                added[name] = scheme
            elif known[name] != scheme:
                at = f"/security_schemes/{escape(name)}"
                self._leave(at, "the document describes it otherwise")
        if added:
            place, components = self._at("/security_schemes"), {"securitySchemes": added}
            self.names.edit("", "components", components, place)

    def _environments(self) -> None:
        """`environments: {sandbox: https://sandbox.example.com}` is the name of the server with
        that URL: `name` of OpenAPI 3.2, before it Fern's key for one, which our generator reads.
        """
        servers = sequence(self.names.document.root.get("servers"))
        urls = [text(mapping(server).get("url")).rstrip("/") for server in servers]
        key = "name" if self.names.document.version == "3.2" else "x-fern-server-name"
        for name, url in self._entries("/environments", self.root):
            at, plain = f"/environments/{escape(name)}", text(url).rstrip("/")
            if plain in urls:
                self.names.edit(f"/servers/{urls.index(plain)}", key, name, self._at(at))
            else:
                self.names.absent(self._at(at), f"server `{url}`")

    # --- resources ------------------------------------------------------------------------------

    def _resource(self, at: str, path: list[str], node: Any) -> None:
        """`orders: {models: {order: OrderDto}, methods: {list: get /orders}, subresources: {…}}`:
        classes, functions, and resources in it. `path` has the names of all around it, and its own.
        """
        resource = mapping(node)
        if resource is not node:
            self._leave(at, "it is not a mapping")
        if self._is_skipped(at, resource):
            return
        self._leave_each(at, resource, _OF_A_RESOURCE)
        for name, model in self._entries(f"{at}/models", resource):
            self._model(f"{at}/models/{escape(name)}", name, model)
        for name, method in self._entries(f"{at}/methods", resource):
            self._method(f"{at}/methods/{escape(name)}", path, name, method)
        for name, inner in self._entries(f"{at}/subresources", resource):
            self._resource(f"{at}/subresources/{escape(name)}", [*path, name], inner)

    def _is_skipped(self, at: str, node: Mapping[str, Any]) -> bool:
        """Whether Python has none of it, by `skip: true`, `skip: [python]` or `only: [node]`: what
        is left out of an SDK is not for a name to say.
        """
        skip, only = node.get("skip"), node.get("only")
        if skip is True or "python" in sequence(skip):
            key = "skip"
        elif isinstance(only, list) and "python" not in only:
            key = "only"
        else:
            return False
        self._leave(f"{at}/{key}", _SKIPPED)
        return True

    def _model(self, at: str, name: str, model: Any) -> None:
        reference = text(model) or text(mapping(model).get("openapi_uri"))
        if not reference:
            self._leave(at, "it is no schema of the document")
        elif reference.startswith("#/") and not reference.startswith("#/components/schemas/"):
            self._leave(at, "only schemas of the components choose the name of their class")
        elif (pointer := self.names.schema(reference, self._at(at))) is not None:
            self.names.model(pointer, self._pascal(name), self._at(at))

    def _method(self, at: str, path: list[str], name: str, node: Any) -> None:
        """`list: get /orders`, or `{type: http, endpoint: get /orders, paginated: true}`."""
        method = {"endpoint": node} if isinstance(node, str) else mapping(node)
        if self._is_skipped(at, method):
            return
        kind = text(method.get("type")) or "http"
        if kind == "alias":
            self._leave(at, f"it is an alias of `{method.get('to')}`; an operation has one name")
            return
        if kind != "http":
            self._leave(at, f"it is of type `{kind}`")
            return
        self._leave_each(at, method, _OF_A_METHOD)
        endpoint = text(method.get("endpoint"))
        found = _ENDPOINT.fullmatch(endpoint)
        if found is None:
            self._leave(at, "it names no endpoint, as in `get /pets`")
            return
        site = self.names.operation(found[1], found[2], self._at(at))
        if site is not None:
            self._call(at, path, name, site)
            self.pages.of(site, method.get("paginated"), self._at(at))

    def _call(self, at: str, path: list[str], name: str, site: OperationSite) -> None:
        resource = [part for part in path if not part.startswith("$")]
        if not resource:
            self._leave(at, OF_THE_CLIENT)
        self.names.call(site, resource, name, self._at(at))
