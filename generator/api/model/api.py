"""An API as a whole."""

from __future__ import annotations

from generator.api.model.evidence import Tag
from generator.api.model.models import Model
from generator.api.model.operations import Operation, Resource
from generator.api.model.security import Credential
from generator.api.model.servers import Servers
from generator.api.model.webhooks import Webhook, WebhookEvents
from generator.document.diagnostics import Diagnostic, Location
from generator.records import record


@record(frozen=True, slots=True)
class Loss:
    """Something that the document says and the SDK does not express.

    `code` is that of the rule, `kind` what it is as a heading over several ("links"), `what` this
    one. `operations` are those that have it, as `GET /pets`, in document order: none where it is of
    the whole API, or of a schema that no operation uses."""

    code: str
    kind: str
    what: str
    operations: tuple[str, ...]
    location: Location | None


@record(frozen=True, slots=True)
class Api:
    """A whole API. `package` is the import name, `distribution` the name to install, `version` the
    package's version.

    `security` has the alternatives of all operations, the document's own first and an empty one
    last, if any needs none. `left_out` says, a line each, which parts of the document could not be
    read and why. `events` is what the requests of `webhooks` are read as by themselves; `None`
    where each has to be named. `programs` are those that the package has beside its client.
    `servers` is there where a caller has a choice among them, or is to say where the API is to
    which a path leads. Where it `shares_runtime`, that lies in the package around this one, with
    the packages of other documents."""

    title: str
    api_version: str
    description: str
    package: str
    distribution: str
    version: str
    client: str
    async_client: str
    env_prefix: str
    base_url: str | None
    credentials: tuple[Credential, ...]
    tags: tuple[Tag, ...]
    resources: tuple[Resource, ...]
    operations: tuple[Operation, ...]
    models: tuple[Model, ...]
    diagnostics: tuple[Diagnostic, ...]
    security: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    events: WebhookEvents | None = None
    programs: tuple[str, ...] = ()
    servers: Servers | None = None
    shares_runtime: bool = False

    @property
    def whole_package(self) -> str:
        """The package that is copied: the one around this where that has the runtime."""
        return self.package.rpartition(".")[0] if self.shares_runtime else self.package
