"""Python rules about the package and its client."""

from __future__ import annotations

from generator.review.rules.table import Row, breaks, safe, undecided

RULES: tuple[Row, ...] = (
    breaks(
        id="package-renamed",
        aspect="package",
        movement="renamed",
        reason="Imports of the former package fail.",
        remedy="Import from the package by its new name.",
    ),
    undecided(
        id="distribution-renamed",
        aspect="distribution",
        movement="renamed",
        reason="Whoever installs the package by name asks for the former one.",
        remedy="Ask for the new name in requirements.",
    ),
    breaks(
        id="client-renamed",
        aspect="client",
        movement="renamed",
        reason="Imports of the former client class fail.",
        remedy="Use the client by its new name.",
    ),
    breaks(
        id="environment-variable-renamed",
        aspect="environment-variable",
        movement="renamed",
        reason="The former variable is not read any more.",
        remedy="Set the new environment variable.",
    ),
    undecided(
        id="base-url-changed",
        aspect="base-url",
        movement="changed",
        reason="Calls of a client without `base_url` go to another address.",
        remedy="Give `base_url`, if the former address is meant.",
    ),
    breaks(
        id="credential-removed",
        aspect="credential",
        movement="removed",
        reason="The client does not take the keyword any more.",
        remedy="Leave the keyword out.",
    ),
    safe(
        id="credential-added",
        aspect="credential",
        movement="added",
        reason="A keyword that need not be given.",
    ),
    breaks(
        id="credential-renamed",
        aspect="credential",
        movement="renamed",
        reason="The client does not take the former keyword any more.",
        remedy="Give the credential by its new keyword.",
    ),
    breaks(
        id="credential-type-changed",
        aspect="credential",
        movement="changed",
        reason="The client refuses a credential of the former type.",
        remedy="Give the credential in its new form.",
    ),
    undecided(
        id="token-fetched-otherwise",
        aspect="credential",
        movement="changed",
        reason=(
            "The client asks for tokens in another way; whether what its caller has is good there, "
            "the document does not say."
        ),
        remedy="Give the client what is good there, or say `token_url=`.",
    ),
    breaks(
        id="program-removed",
        aspect="program",
        movement="removed",
        reason="What runs it, a script or the settings of a client, does not find it any more.",
        remedy="Call the client from a program of your own.",
    ),
    safe(
        id="program-added",
        aspect="program",
        movement="added",
        reason="Nobody ran it before; what it needs is an extra that need not be installed.",
    ),
    breaks(
        id="server-keyword-removed",
        aspect="server-keyword",
        movement="removed",
        reason="The client does not take the keyword any more.",
        remedy="Leave the keyword out, or give the address as `base_url`.",
    ),
    safe(
        id="server-keyword-added",
        aspect="server-keyword",
        movement="added",
        reason="A keyword that need not be given.",
    ),
    breaks(
        id="server-name-removed",
        aspect="server-name",
        movement="removed",
        reason="The client refuses the former name.",
        remedy="Give the address as `base_url`, or another name.",
    ),
    safe(
        id="server-name-added",
        aspect="server-name",
        movement="added",
        reason="Nobody gave it before.",
    ),
    breaks(
        id="server-values-narrowed",
        aspect="server-values",
        movement="narrowed",
        reason="The client refuses the former values.",
        remedy="Give one of the values that are listed, or the address as `base_url`.",
    ),
    safe(
        id="server-values-widened",
        aspect="server-values",
        movement="widened",
        reason="Whatever was given is still taken.",
    ),
)
