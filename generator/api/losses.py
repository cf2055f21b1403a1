"""What a document says and the SDK does not express: one walk that finds it, and the operations
that each loss is of.

The walk starts at the operations that are expressed and at what holds for the whole API, and goes
where the fields of the specification and references lead, so that what nothing uses is no loss.
Each object is visited once however many operations share it; which these are is told by the way
back along the references. `generator.api.expressed` says of every field of the specification
whether it is expressed, lost under a rule, or without meaning for an SDK."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from generator.api.formats import Formats
from generator.api.lost_keywords import KEYWORDS, of_what, without_effect
from generator.api.model import Loss, Server
from generator.api.response_headers import says_more
from generator.api.rules import (
    AUTHORIZATION,
    CALLBACK,
    DEPRECATED,
    DIALECT,
    EXAMPLE,
    HEADER,
    KEYWORD,
    LINK,
    MEDIA,
    PARAMETER,
    PARTS,
    RELATIVE,
    RULES,
    SCOPES,
    SEQUENCE,
    SERVER,
    WEBHOOK,
    XML,
)
from generator.api.schema import COMPONENTS, structural
from generator.api.servers import listed, usual
from generator.document.access import (
    components_of,
    mapping,
    operations_of,
    sequence,
    text,
    without_extensions,
)
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.grammar import KINDS, ObjectKind
from generator.document.graph import reachable
from generator.document.media_types import essence, is_json_sequence, is_sequence
from generator.document.oauth import token_urls
from generator.document.parts import NESTED
from generator.document.pointer import escape, split
from generator.document.specification import (
    IGNORED_RESPONSE_HEADER,
    MULTIPART,
    OPERATIONS,
    WEBHOOKS,
)
from generator.document.structure import DIALECTS
from templates.runtime.media_types import is_json, is_text

_SPECIFIC: Final = frozenset({SEQUENCE.code, PARTS.code, XML.code})
# Objects without anything to be lost in them, or that are lost as a whole.
_PASSED_OVER: Final = frozenset(
    {"callback", "link", "example", "externalDocs", "xml", "discriminator", "server", "responses"}
)


def _walked(kind: ObjectKind) -> dict[str, tuple[str, str]]:
    """The fields of an object that lead to others: field -> (kind, shape)."""
    return {
        name: (field.kind, field.shape)
        for name, field in kind.fields.items()
        if field.kind in KINDS and field.kind not in _PASSED_OVER
    }


_FIELDS: Final = {name: _walked(kind) for name, kind in KINDS.items()}
_FIELDS["operation"] = {
    "parameters": ("parameter", "list"),
    "requestBody": ("requestBody", "one"),
    "responses": ("responses", "one"),
}
_FIELDS["pathItem"] = {"parameters": ("parameter", "list")}
_FIELDS["header"] = {}
_FIELDS["schema"] = {
    name: field
    for name, field in _FIELDS["schema"].items()
    if name not in KEYWORDS - {"prefixItems"}
}
for _name in ("then", "else"):
    del _FIELDS["schema"][_name]


class Losses:
    """The losses of one document.

    `expressed` are the pointers of the operations that the SDK has, of the media types whose items
    it gives or takes, and of schemas of what text in them holds, `checked` those of the keywords
    that inputs are held to."""

    def __init__(
        self, document: Document, expressed: Iterable[str], checked: Iterable[str] = ()
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._document = document
        self._version = document.version
        self._checked = frozenset(checked)
        self._expressed = frozenset(expressed)
        self._read_formats = Formats.of(document).read  # of strings that are no text in Python
        self._operations: dict[str, str] = {}
        self._webhooks: dict[str, str] = {}  # those whose payload is read
        self._users: dict[str, dict[str, None]] = {
            "": {}
        }  # what is referred to -> what refers to it
        self._waiting: deque[tuple[str, Any, str]] = deque()
        self._holder = ""
        self._reached: dict[str, tuple[str, ...]] = {"": ()}
        self._root(document.root)
        while self._waiting:
            kind, node, pointer = self._waiting.popleft()
            self._walk(kind, node, pointer)

    def of(self, found: Iterable[Diagnostic]) -> tuple[Loss, ...]:
        """The losses among `found`, in their order, each with its operations in document order."""
        nouns = {rule.code: rule.loss for rule in RULES}
        listed = [(each, nouns.get(each.code, "")) for each in dict.fromkeys(found)]
        special = {each.pointer for each, _ in listed if each.code in _SPECIFIC}
        return tuple(
            Loss(each.code, kind, each.message, self._of(each.pointer or ""), each.location)
            for each, kind in listed
            if kind and not (each.code == MEDIA.code and each.pointer in special)
        )

    # --- which operations have it -----------------------------------------------------------------

    def _of(self, pointer: str) -> tuple[str, ...]:
        holder = pointer
        while holder not in self._users:
            holder = holder.rpartition("/")[0]
        known = self._reached.get(holder)
        if known is None:
            known = self._reached[holder] = self._back(holder)
        return known

    def _back(self, holder: str) -> tuple[str, ...]:
        met = reachable([holder], self._users.__getitem__)
        labels = self._operations | self._webhooks
        return tuple(label for at, label in labels.items() if at in met)

    # --- the walk ---------------------------------------------------------------------------------

    def _root(self, root: Mapping[str, Any]) -> None:
        """What holds for the whole API, then each path, then the schemas that no operation led to:
        each has a class all the same.
        """
        for key in WEBHOOKS:
            for name, item in mapping(root.get(key)).items():
                at = f"/{key}/{escape(name)}"
                self._received(WEBHOOK, f"the webhook `{name}`", item, at, f"webhook {name}")
        self._dialect(root.get("jsonSchemaDialect"), "/jsonSchemaDialect")
        self._servers(root, "")
        for name, node in components_of(root, "securitySchemes").items():
            self._hold(f"/components/securitySchemes/{escape(name)}")
            self._scheme(name, self._document.resolved(node), self._holder)
        self._hold("/security")
        self._scopes(root.get("security"), "/security")
        for path, item in mapping(root.get("paths")).items():
            if path.startswith("/"):
                self._path(path, mapping(item), f"/paths/{escape(path)}")
        for name, node in components_of(root, "schemas").items():
            self._meet("schema", node, f"{COMPONENTS}{escape(name)}")

    def _path(self, path: str, item: dict[str, Any], pointer: str) -> None:
        """A path item: what it says itself is of all of its operations. An operation that is left
        out as a whole, which another finding tells, is not looked into.
        """
        operations = list(operations_of(item, pointer))
        self._hold(pointer)
        for method, _, at in operations:
            self._operations[at] = f"{method.upper()} {path}"
            self._users[at] = {}
            self._users[pointer][at] = None
        self._parameters(path, item, pointer)
        self._servers(item, pointer)
        self._walk("pathItem", item, pointer)
        for _, node, at in operations:
            if at in self._expressed:
                self._operation(path, node, at)

    def _operation(self, path: str, node: dict[str, Any], pointer: str) -> None:
        """An operation that the SDK has. The document's own `security` is of those that have none,
        and a security scheme of those whose requirements name it.
        """
        self._holder = pointer
        for name, callback in mapping(node.get("callbacks")).items():
            target, place = self._document.resolve(callback)
            at = f"{pointer}/callbacks/{escape(name)}"
            items = without_extensions(target)
            if not items:
                self._lost(CALLBACK, f"the callback `{name}`", at)
            for address, item in items.items():
                where = f"{place or at}/{escape(address)}"
                self._received(CALLBACK, f"the callback `{name}`", item, where, "")
            self._holder = pointer
        self._servers(node, pointer)
        self._parameters(path, node, pointer)
        own = node.get("security")
        self._scopes(own, f"{pointer}/security")
        if own is None:
            self._users["/security"][pointer] = None
        for requirement in sequence(self._document.root.get("security") if own is None else own):
            for name in mapping(requirement):
                scheme = f"/components/securitySchemes/{escape(name)}"
                self._users.setdefault(scheme, {})[pointer] = None
        self._walk("operation", node, pointer)

    def _received(self, rule: Rule, what: str, reference: Any, pointer: str, label: str) -> None:
        """What the API sends by itself, to a webhook or callback: the payloads that are read. Where
        none of its operations has one in JSON it is lost as a whole, else each that has none.

        `label` is what a webhook is called in the summary; a callback has the operations' names."""
        target, place = self._document.resolve(reference)
        owner, at = self._holder, place or pointer
        found = [
            (method, node, f"{at}/{method}")
            for method, node in mapping(target).items()
            if method in OPERATIONS and isinstance(node, dict)
        ]
        is_read = any(here in self._expressed for _, _, here in found)
        if not is_read:
            self._lost(rule, what, pointer)
        for method, node, here in found:
            if here in self._expressed:
                self._hold(here)
                if label:
                    self._webhooks[here] = f"{method.upper()} {label}"
                else:  # a callback is of the operation that has it
                    self._users[here][owner] = None
                self._meet("requestBody", node.get("requestBody"), f"{here}/requestBody")
                self._users[f"{here}/requestBody"][here] = None
            elif is_read:
                self._lost(rule, f"{what} by {method.upper()}", here)

    def _hold(self, pointer: str) -> None:
        """What follows is found in the object at `pointer`, which several others may use."""
        self._users.setdefault(pointer, {})
        self._holder = pointer

    def _meet(self, kind: str, node: Any, pointer: str) -> None:
        if pointer not in self._users:
            self._users[pointer] = {}
            self._waiting.append((kind, node, pointer))

    def _walk(self, kind: str, node: Any, pointer: str) -> None:
        """Finds what is lost in an object, a `parameter` or `schema` say, down to references: what
        they lead to is met, and walked by itself. Beside one, a schema of 3.1 may say more.
        """
        self._holder = pointer
        stack = [(kind, node, pointer)]
        while stack:
            kind, node, at = stack.pop()
            if not isinstance(node, dict):
                if node is False and kind == "schema":
                    self._forbidden(at)
                continue
            if "$ref" in node and KINDS[kind].components is not None:
                self._refer(kind, node)
                if kind != "schema" or self._version == "3.0":
                    continue
            find = _FINDERS.get(kind)
            if find is not None:
                find(self, node, at)
            stack += reversed([*_children(kind, node, at)])

    def _refer(self, kind: str, node: dict[str, Any]) -> None:
        """What a reference leads to is used by what it stands in, and walked later."""
        target, place = self._document.resolve(node)
        if place is not None:
            self._meet(kind, target, place)
            self._users[place][self._holder] = None

    def _lost(self, rule: Rule, what: str, pointer: str) -> None:
        self.diagnostics.append(self._document.found(rule, what, pointer, key=True))

    # --- one object -------------------------------------------------------------------------------

    def _servers(self, owner: Mapping[str, Any], pointer: str) -> None:
        """What no caller can choose: see `api/servers`.

        Nothing is lost of `/` at the root: it is what a document without servers has."""
        found = listed(owner.get("servers"))
        first = usual(each.server for each in found if each.server is not None)
        for each in found:
            at, url = f"{pointer}/servers/{each.place}", text(each.node.get("url"))
            what = f"the server `{url}`" if url else "the server with an empty `url`"
            match each.server:
                case None if "://" in url:  # `wss://acme.com`, `https://{host}` without `host`
                    self._lost(SERVER, what, at)
                case None if pointer or url.strip("/"):
                    self._lost(RELATIVE, f"{what} is relative, so it is not called", at)
                case Server(name=None) as server if server is not first:
                    why = "the name of another" if each.is_alike else "no name to choose it by"
                    self._lost(SERVER, f"{what}, which has {why}", at)

    def _scheme(self, name: str, scheme: Mapping[str, Any], pointer: str) -> None:
        """How a token is obtained is a matter of the client; what an operation needs is in the
        scopes.
        """
        match scheme.get("type"):
            case "oauth2":
                self._hold(f"{pointer}/flows")
                listed = ", ".join(
                    f"`{flow}`"
                    for flow in without_extensions(scheme.get("flows"))
                    if not _is_run(scheme, flow)
                )
                if listed:
                    what = f"the OAuth 2 flows of `{name}`: {listed}"
                    self._lost(AUTHORIZATION, what, f"{pointer}/flows")
            case "openIdConnect":
                self._hold(f"{pointer}/openIdConnectUrl")
                self._lost(
                    AUTHORIZATION,
                    f"the OpenID Connect discovery of `{name}`",
                    f"{pointer}/openIdConnectUrl",
                )
        if scheme.get("deprecated") is True:
            self._hold(f"{pointer}/deprecated")
            self._lost(
                DEPRECATED,
                f"that the security scheme `{name}` is deprecated",
                f"{pointer}/deprecated",
            )

    def _scopes(self, requirements: Any, pointer: str) -> None:
        for index, requirement in enumerate(sequence(requirements)):
            for name, scopes in mapping(requirement).items():
                listed = ", ".join(f"`{scope}`" for scope in sequence(scopes))
                if listed and not _is_run(self._security_scheme(name), "clientCredentials"):
                    self._lost(
                        SCOPES, f"that `{name}` needs {listed}", f"{pointer}/{index}/{escape(name)}"
                    )

    def _security_scheme(self, name: str) -> Mapping[str, Any]:
        schemes = components_of(self._document.root, "securitySchemes")
        return self._document.resolved(schemes.get(name))

    def _parameters(self, path: str, owner: Mapping[str, Any], pointer: str) -> None:
        """Whether each path parameter has a place in the path."""
        for index, node in enumerate(sequence(owner.get("parameters"))):
            parameter = self._document.resolved(node)
            name = parameter.get("name")
            if parameter.get("in") == "path" and f"{{{name}}}" not in path:
                what = f"the parameter `{name}` is left out: `{path}` has no place for it"
                self._lost(PARAMETER, what, f"{pointer}/parameters/{index}")

    def _request(self, node: Mapping[str, Any], pointer: str) -> None:
        self._bodies(node, pointer, (MULTIPART,))

    def _response(self, node: Mapping[str, Any], pointer: str) -> None:
        """Links, what is inside of headers, and of the bodies what their media types cannot say."""
        for name in mapping(node.get("links")):
            self._lost(LINK, f"the link `{name}`", f"{pointer}/links/{escape(name)}")
        self._headers(mapping(node.get("headers")), f"{pointer}/headers")
        self._bodies(node, pointer, ())

    def _headers(self, headers: Mapping[str, Any], pointer: str) -> None:
        for name, header in headers.items():
            target, moved = self._document.resolve(header)
            at = f"{pointer}/{escape(name)}"
            is_read = name.lower() != IGNORED_RESPONSE_HEADER
            if is_read and says_more(self._document, mapping(target), moved or at):
                self._lost(HEADER, f"what is inside of the response header `{name}`", at)

    def _bodies(self, node: Mapping[str, Any], pointer: str, written: Sequence[str]) -> None:
        """What is lost of the bodies of a request or response, of which those `written` go out in
        parts at least: a form of a request is made of its fields, that of an answer is read whole.
        """
        for name, reference in mapping(node.get("content")).items():
            target, moved = self._document.resolve(reference)
            media, at = mapping(target), f"{pointer}/content/{escape(name)}"
            if (moved or at) in self._expressed:  # each of its items is typed
                continue
            if "itemSchema" in media or is_sequence(name):
                self._lost(SEQUENCE, f"the items of `{name}`", at)
            else:
                self._one_body(name, media, at, parts=essence(name) not in written)

    def _one_body(self, name: str, media: Mapping[str, Any], pointer: str, *, parts: bool) -> None:
        kind = essence(name)
        if kind.startswith("multipart/"):
            if parts or "prefixEncoding" in media or "itemEncoding" in media:
                self._lost(PARTS, f"the parts of `{name}`", pointer)
        elif kind.endswith(("/xml", "+xml")) and not self._is_text(media):
            self._lost(XML, f"the structure of `{name}`", pointer)

    def _encoding(self, node: Mapping[str, Any], pointer: str) -> None:
        if pointer not in self._expressed and not node.keys().isdisjoint(NESTED):
            self._lost(
                PARTS, f"the parts inside of the part `{pointer.rpartition('/')[2]}`", pointer
            )

    def _is_text(self, holder: Mapping[str, Any]) -> bool:
        """Whether the value is any text, or nothing is said of it."""
        schema = structural(self._document.resolved(holder.get("schema")))
        return "content" not in holder and (not schema or schema == {"type": "string"})

    def _examples(self, node: Mapping[str, Any], pointer: str) -> None:
        for name, reference in mapping(node.get("examples")).items():
            example = self._document.resolved(reference)
            if not example.keys().isdisjoint(_DATA):
                continue
            is_read = "serializedValue" in example and _is_read_as_text(node, pointer)
            if not is_read and not example.keys().isdisjoint({"externalValue", "serializedValue"}):
                self._lost(EXAMPLE, f"the example `{name}`", f"{pointer}/examples/{escape(name)}")

    def _schema(self, node: dict[str, Any], pointer: str) -> None:
        self._dialect(node.get("$schema"), f"{pointer}/$schema")
        for keyword in without_effect(node, pointer, self._read_formats):
            at = f"{pointer}/{keyword}"
            if at not in self._expressed and not self._is_checked(at):
                self._lost(KEYWORD, f"the keyword `{keyword}`{of_what(pointer)}", at)

    def _forbidden(self, pointer: str) -> None:
        """A property that may not be there, `properties: {secret: false}`. Nothing is lost here of
        another schema that is `false`, as in `items: false`.
        """
        above, _, name = pointer.rpartition("/")
        if above.endswith("/properties"):
            what = (
                f"that the property `{name}`{of_what(above.removesuffix('/properties'))} may "
                "not be there"
            )
            self._lost(KEYWORD, what, pointer)

    def _is_checked(self, pointer: str) -> bool:
        """Whether inputs are held to what stands there, by itself or within another keyword."""
        while pointer and pointer not in self._checked:
            pointer = pointer.rpartition("/")[0]
        return bool(pointer)

    def _dialect(self, name: Any, pointer: str) -> None:
        if isinstance(name, str) and name.rstrip("#") not in DIALECTS:
            self._lost(
                DIALECT,
                f"the dialect `{name}` is not known, so schemas are read in the default one",
                pointer,
            )


def _is_read_as_text(node: Mapping[str, Any], pointer: str) -> bool:
    """Whether the serialized form of a value is JSON or its text: not that of a form."""
    *_, above, label = ["", *split(pointer)]
    if "in" in node or above != "content":
        return "in" not in node
    return is_json(label) or is_json_sequence(label) or is_text(label)


_DATA: Final = frozenset({"value", "dataValue"})


def _is_run(scheme: Mapping[str, Any], flow: str) -> bool:
    """Whether the client obtains tokens by a flow from its beginning."""
    urls = token_urls(scheme)
    return flow == "clientCredentials" and urls is not None and urls.credentials is not None


_FINDERS: Final[dict[str, Callable[[Losses, dict[str, Any], str], None]]] = {
    "requestBody": Losses._request,
    "response": Losses._response,
    "encoding": Losses._encoding,
    "mediaType": Losses._examples,
    "parameter": Losses._examples,
    "schema": Losses._schema,
}


def _children(kind: str, node: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any, str]]:
    """The objects directly in an object, as the specification's fields lead to them: `("schema",
    {"type": "string"}, "/components/parameters/Id/schema")` in a parameter.
    """
    if kind == "responses":
        for status, response in without_extensions(node).items():
            yield "response", response, f"{pointer}/{escape(status)}"
        return
    fields = _FIELDS[kind]
    for name in filter(fields.__contains__, node):
        inner, shape = fields[name]
        value, at = node[name], f"{pointer}/{name}"
        if shape == "one":
            yield inner, value, at
        elif shape == "list":
            yield from ((inner, each, f"{at}/{i}") for i, each in enumerate(sequence(value)))
        else:
            entries = mapping(value).items()
            yield from ((inner, each, f"{at}/{escape(key)}") for key, each in entries)
