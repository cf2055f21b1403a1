"""The table of Python rules: what a change of the package means to the code that uses it.

Code counts as broken when it no longer runs, or when a type checker finds fault with it where it
found none. Arguments and results are judged in opposite directions: an argument may take more, a
result may be less. Synchronous and asynchronous methods are emitted from one description, so
whatever is said of one holds for the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.review.model import Aspect, Movement, Rule, Verdict

__all__ = ["PYTHON_RULES", "RULES_BY_NAME", "SAFE_REMEDY"]

SAFE_REMEDY = "Nothing."
_B: Verdict = "breaking"
_U: Verdict = "unknown"
_S: Verdict = "safe"
_MIRROR = "One side has it, the other does not: the opposite change is a rule of its own."

# id without its area, aspect, movement, verdict, reason, remedy
_TABLE: tuple[tuple[str, Aspect, Movement, Verdict, str, str], ...] = (
    # --- the package and its client
    (
        "package-renamed",
        "package",
        "renamed",
        _B,
        "Imports of the former package fail.",
        "Import from the package by its new name.",
    ),
    (
        "distribution-renamed",
        "distribution",
        "renamed",
        _U,
        "Whoever installs the package by name asks for the former one.",
        "Ask for the new name in requirements.",
    ),
    (
        "client-renamed",
        "client",
        "renamed",
        _B,
        "Imports of the former client class fail.",
        "Use the client by its new name.",
    ),
    (
        "environment-variable-renamed",
        "environment-variable",
        "renamed",
        _B,
        "The former variable is not read any more.",
        "Set the new environment variable.",
    ),
    (
        "base-url-changed",
        "base-url",
        "changed",
        _U,
        "Calls of a client without `base_url` go to another address.",
        "Give `base_url`, if the former address is meant.",
    ),
    (
        "credential-removed",
        "credential",
        "removed",
        _B,
        "The client does not take the keyword any more.",
        "Leave the keyword out.",
    ),
    (
        "credential-added",
        "credential",
        "added",
        _S,
        "A keyword that need not be given.",
        SAFE_REMEDY,
    ),
    (
        "credential-renamed",
        "credential",
        "renamed",
        _B,
        "The client does not take the former keyword any more.",
        "Give the credential by its new keyword.",
    ),
    (
        "credential-type-changed",
        "credential",
        "changed",
        _B,
        "The client refuses a credential of the former type.",
        "Give the credential in its new form.",
    ),
    (
        "token-fetched-otherwise",
        "credential",
        "changed",
        _U,
        (
            "The client asks for tokens in another way; whether what its caller has is good there, "
            "the document does not say."
        ),
        "Give the client what is good there, or say `token_url=`.",
    ),
    (
        "program-removed",
        "program",
        "removed",
        _B,
        "What runs it, a script or the settings of a client, does not find it any more.",
        "Call the client from a program of your own.",
    ),
    (
        "program-added",
        "program",
        "added",
        _S,
        "Nobody ran it before; what it needs is an extra that need not be installed.",
        SAFE_REMEDY,
    ),
    (
        "server-keyword-removed",
        "server-keyword",
        "removed",
        _B,
        "The client does not take the keyword any more.",
        "Leave the keyword out, or give the address as `base_url`.",
    ),
    (
        "server-keyword-added",
        "server-keyword",
        "added",
        _S,
        "A keyword that need not be given.",
        SAFE_REMEDY,
    ),
    (
        "server-name-removed",
        "server-name",
        "removed",
        _B,
        "The client refuses the former name.",
        "Give the address as `base_url`, or another name.",
    ),
    ("server-name-added", "server-name", "added", _S, "Nobody gave it before.", SAFE_REMEDY),
    (
        "server-values-narrowed",
        "server-values",
        "narrowed",
        _B,
        "The client refuses the former values.",
        "Give one of the values that are listed, or the address as `base_url`.",
    ),
    (
        "server-values-widened",
        "server-values",
        "widened",
        _S,
        "Whatever was given is still taken.",
        SAFE_REMEDY,
    ),
    # --- methods
    (
        "method-removed",
        "method",
        "removed",
        _B,
        "The attribute does not exist any more.",
        "Stop calling it.",
    ),
    ("method-added", "method", "added", _S, "Nobody called it before.", SAFE_REMEDY),
    (
        "method-renamed",
        "method",
        "renamed",
        _B,
        "The attribute does not exist any more under its former name.",
        "Call it by its new name.",
    ),
    (
        "resource-renamed",
        "resource",
        "renamed",
        _B,
        "The attribute does not exist any more under its former name.",
        "Reach the methods by the new name.",
    ),
    (
        "method-deprecated",
        "deprecation",
        "deprecated",
        _S,
        "It works as before; type checkers and Python's warnings say that it will go.",
        "Plan for its removal.",
    ),
    (
        "method-no-longer-deprecated",
        "deprecation",
        "undeprecated",
        _S,
        "It works as before.",
        SAFE_REMEDY,
    ),
    (
        "method-credential-required",
        "required-credential",
        "became-required",
        _B,
        "A client without that credential raises before it sends.",
        "Give the client the credential.",
    ),
    (
        "method-credential-relaxed",
        "required-credential",
        "became-optional",
        _S,
        "Clients that worked have enough credentials.",
        SAFE_REMEDY,
    ),
    (
        "method-scopes-required",
        "required-scope",
        "became-required",
        _U,
        (
            "A client that obtains its tokens asks for these scopes; whether it may have them, the "
            "document does not say."
        ),
        "Have the client allowed these scopes.",
    ),
    (
        "method-scopes-relaxed",
        "required-scope",
        "became-optional",
        _S,
        "A client that may have the scopes of before may have fewer.",
        SAFE_REMEDY,
    ),
    (
        "method-credential-not-sent",
        "required-credential",
        "became-optional",
        _U,
        (
            "The client sends no credential with the call any more; whether the API answers as "
            "before, the document does not say."
        ),
        "Send the credential as an option of the call, if what is answered depends on it.",
    ),
    (
        "method-credential-order-changed",
        "required-credential",
        "changed",
        _U,
        (
            "A client that has several of these credentials sends another one; as whom it is "
            "known then, and what it may do, the document does not say."
        ),
        "Give the client only the credential that is meant.",
    ),
    (
        "method-retry-changed",
        "retry",
        "changed",
        _U,
        "The call is the same; whether it is sent again after a failure that may pass is not.",
        "Say in the call whether it may be sent again.",
    ),
    (
        "method-retry-keyed",
        "retry",
        "allowed",
        _S,
        "A call that is sent again after a failure that may pass has the key of the first time, by "
        "which the API knows it: it is done once.",
        SAFE_REMEDY,
    ),
    (
        "method-retry-policy-changed",
        "retry",
        "changed",
        _U,
        "The call is the same; on which failures, how often and how soon it is sent again is not.",
        "Say in the call how often it may be sent again (`max_retries`), and for how long "
        "(`deadline`).",
    ),
    (
        "method-success-changed",
        "success",
        "changed",
        _U,
        (
            "What `in_batches` sends is the same; which items its report and its journal have as "
            "sent is not."
        ),
        "Look at what is made of items that are refused.",
    ),
    (
        "method-content-type-changed",
        "content-type",
        "changed",
        _U,
        (
            "A body that several media types take is sent as another one where the call does not "
            "choose."
        ),
        "Give `content_type`, if the former is meant.",
    ),
    (
        "item-streaming-removed",
        "item-streaming",
        "removed",
        _B,
        "`with_streamed_items` does not have the method any more.",
        "Call the method itself.",
    ),
    (
        "item-streaming-added",
        "item-streaming",
        "added",
        _S,
        "The method itself is as before.",
        SAFE_REMEDY,
    ),
    (
        "batches-removed",
        "batches",
        "removed",
        _B,
        "`in_batches` does not have the method any more.",
        "Call the method itself.",
    ),
    ("batches-added", "batches", "added", _S, "The method itself is as before.", SAFE_REMEDY),
    (
        "stream-removed",
        "stream",
        "removed",
        _B,
        "`with_streamed_events` does not have the method any more.",
        "Call the method itself.",
    ),
    ("stream-added", "stream", "added", _S, "The method itself is as before.", SAFE_REMEDY),
    (
        "stream-changed",
        "stream",
        "changed",
        _B,
        "A stream is looped over, and its items are not what the result was.",
        "Use what the method returns as the result that it is now.",
    ),
    (
        "stream-condition-changed",
        "stream-condition",
        "changed",
        _U,
        "The call is as before; it asks for the stream by another field, or by none.",
        "Look at whether the call still gives the stream.",
    ),
    (
        "stream-end-changed",
        "stream-end",
        "changed",
        _U,
        (
            "The items are as before; after which the loop ends, and which event raises an error, "
            "is not."
        ),
        "Look at what follows the loop, and at which errors of it are caught.",
    ),
    (
        "webhook-removed",
        "webhook",
        "removed",
        _B,
        "A type checker refuses the name, and what arrives is read as an open model.",
        "Read what takes its place.",
    ),
    ("webhook-added", "webhook", "added", _S, "Nobody named it before.", SAFE_REMEDY),
    (
        "webhook-verification-changed",
        "verification",
        "changed",
        _B,
        "The secret or key of before verifies nothing any more: a call with it raises.",
        "Give what the API signs with now.",
    ),
    (
        "webhook-tolerance-narrowed",
        "verification",
        "narrowed",
        _U,
        "A request that arrives late raises where it was read.",
        "Say in the call how old a request may be (`tolerance`).",
    ),
    (
        "webhook-tolerance-widened",
        "verification",
        "widened",
        _U,
        "All that was read still is, and so is what somebody repeats later than before.",
        "Say in the call how old a request may be (`tolerance`), if that is too late.",
    ),
    (
        "wait-removed",
        "wait",
        "removed",
        _B,
        "The attribute does not exist any more.",
        "Call the method that gives the state.",
    ),
    ("wait-added", "wait", "added", _S, "The other methods are as before.", SAFE_REMEDY),
    (
        "wait-changed",
        "wait",
        "changed",
        _U,
        "The call is as before; when it ends, and how, is not.",
        "Look at what is done with work that ends in these states.",
    ),
    (
        "follow-removed",
        "follow",
        "removed",
        _B,
        "The attribute does not exist any more.",
        "Call the method of the list.",
    ),
    ("follow-added", "follow", "added", _S, "The method of the list is as before.", SAFE_REMEDY),
    (
        "follow-renamed",
        "follow",
        "renamed",
        _B,
        "The attribute does not exist any more under its former name.",
        "Use the new name.",
    ),
    (
        "follow-changed",
        "follow",
        "changed",
        _U,
        (
            "The call and its cursor are as before; which events come when, and which are the "
            "same, is not."
        ),
        "Look at what the loop does with an event.",
    ),
    (
        "paging-added",
        "paging",
        "added",
        _U,
        (
            "What is returned has the fields that it had, as a subclass of its model. A loop over "
            "it, which gave these fields, gives items now, and sends requests."
        ),
        "Look at loops over the result, and at comparisons with its class.",
    ),
    (
        "paging-removed",
        "paging",
        "removed",
        _B,
        (
            "A loop over the result does not give its items any more, and the methods of a page "
            "do not exist."
        ),
        "Ask for each page yourself.",
    ),
    (
        "paging-renamed",
        "paging",
        "renamed",
        _B,
        "The method of a page does not exist any more under its former name.",
        "Use the new name.",
    ),
    (
        "paging-changed",
        "paging",
        "changed",
        _U,
        "The call and its page are as before; which page comes after it is found in another way.",
        "Look at whether a loop over the result comes to its end.",
    ),
    (
        "alternatives-narrowed",
        "alternatives",
        "narrowed",
        _B,
        "A combination of arguments that was accepted raises before anything is sent.",
        "Give exactly one of the alternatives.",
    ),
    (
        "alternatives-widened",
        "alternatives",
        "widened",
        _S,
        "Every combination that was accepted still is.",
        SAFE_REMEDY,
    ),
    # --- arguments
    (
        "keyword-removed",
        "keyword",
        "removed",
        _B,
        "A call that gives it raises `TypeError`.",
        "Leave the argument out.",
    ),
    ("keyword-added", "keyword", "added", _S, "An argument that need not be given.", SAFE_REMEDY),
    (
        "required-keyword-added",
        "keyword",
        "added",
        _B,
        "A call without it raises before anything is sent.",
        "Give the argument.",
    ),
    (
        "keyword-renamed",
        "keyword",
        "renamed",
        _B,
        "A call that gives it by its former name raises `TypeError`.",
        "Give the argument by its new name.",
    ),
    (
        "keyword-became-required",
        "keyword",
        "became-required",
        _B,
        "A call without it raises before anything is sent.",
        "Give the argument.",
    ),
    (
        "part-header-became-required",
        "keyword",
        "became-required",
        _B,
        "A call that sends the part without it raises before anything is sent.",
        "Give the part as a `Part` with the header.",
    ),
    (
        "keyword-became-optional",
        "keyword",
        "became-optional",
        _S,
        "Calls that give it are as before.",
        SAFE_REMEDY,
    ),
    (
        "keyword-became-keyword-only",
        "position",
        "forbidden",
        _B,
        "A call that gives it by position raises `TypeError`.",
        "Give the argument by its name.",
    ),
    (
        "keyword-became-positional",
        "position",
        "allowed",
        _S,
        "Calls that give it by name are as before.",
        SAFE_REMEDY,
    ),
    (
        "positional-order-changed",
        "position",
        "changed",
        _B,
        "Arguments by position arrive as others, without an error.",
        "Give the arguments by name.",
    ),
    (
        "keyword-type-narrowed",
        "keyword-type",
        "narrowed",
        _B,
        "A type checker refuses what it accepted, or the call raises before anything is sent.",
        "Give a value of the new type.",
    ),
    (
        "keyword-type-widened",
        "keyword-type",
        "widened",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "keyword-limits-narrowed",
        "keyword-limits",
        "narrowed",
        _B,
        "A value that was sent now raises before anything is sent.",
        "Keep to the new limits.",
    ),
    (
        "keyword-limits-widened",
        "keyword-limits",
        "widened",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "keyword-limits-undecided",
        "keyword-limits",
        "undecided",
        _U,
        "Whether every value that passed still does is not decided.",
        "Check the values that are sent.",
    ),
    (
        "keyword-deprecated",
        "deprecation",
        "deprecated",
        _S,
        "It is accepted as before.",
        "Plan for its removal.",
    ),
    # --- results
    (
        "result-type-widened",
        "result-type",
        "widened",
        _B,
        "Something is returned that calling code does not expect.",
        "Handle the new type before it is used.",
    ),
    (
        "result-type-narrowed",
        "result-type",
        "narrowed",
        _S,
        "All that is returned was expected before.",
        SAFE_REMEDY,
    ),
    (
        "result-type-undecided",
        "result-type",
        "undecided",
        _U,
        (
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        "Run the type checker.",
    ),
    (
        "response-header-removed",
        "response-header",
        "removed",
        _B,
        "The attribute does not exist any more.",
        "Read the header as text, from `headers`, if it still comes.",
    ),
    (
        "response-header-added",
        "response-header",
        "added",
        _S,
        "There is one attribute more.",
        SAFE_REMEDY,
    ),
    (
        "response-header-renamed",
        "response-header",
        "renamed",
        _B,
        "The attribute, or the class that has it, does not exist any more under its former name.",
        "Use the new name.",
    ),
    (
        "response-header-type-widened",
        "response-header-type",
        "widened",
        _B,
        "The attribute is what calling code does not expect.",
        "Handle the new type before it is used.",
    ),
    (
        "response-header-type-narrowed",
        "response-header-type",
        "narrowed",
        _S,
        "All that the attribute is was expected before.",
        SAFE_REMEDY,
    ),
    (
        "error-type-changed",
        "error-type",
        "changed",
        _B,
        (
            "What is read of the error's `body` may not be there when the error comes; a type "
            "checker sees nothing of it."
        ),
        "Read the `body` as what it is now.",
    ),
    # --- classes
    (
        "class-removed",
        "class",
        "removed",
        _B,
        "Imports of the class fail.",
        "Stop using the class.",
    ),
    ("class-added", "class", "added", _S, "Nobody used it before.", SAFE_REMEDY),
    (
        "class-renamed",
        "class",
        "renamed",
        _B,
        "Imports of the class and of its typed dict fail.",
        "Import it by its new name.",
    ),
    (
        "class-kind-changed",
        "class-kind",
        "changed",
        _B,
        "What was written for the former kind of class fails.",
        "Rewrite what makes or reads it.",
    ),
    (
        "class-deprecated",
        "deprecation",
        "deprecated",
        _S,
        "It works as before.",
        "Plan for its removal.",
    ),
    (
        "class-closed",
        "additional-properties",
        "closed",
        _B,
        "A field that the class does not name raises before anything is sent.",
        "Leave such fields out.",
    ),
    (
        "class-opened",
        "additional-properties",
        "opened",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "class-mapping-refused",
        "mapping",
        "refused",
        _B,
        "A type checker refuses plain mappings where it accepted them.",
        "Give the model, or a dict with the keys that it names.",
    ),
    (
        "class-mapping-accepted",
        "mapping",
        "accepted",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "class-limits-narrowed",
        "class-limits",
        "narrowed",
        _B,
        "A value that was sent now raises before anything is sent.",
        "Keep to the new limits.",
    ),
    (
        "class-limits-widened",
        "class-limits",
        "widened",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "class-limits-undecided",
        "class-limits",
        "undecided",
        _U,
        "Whether every value that passed still does is not decided.",
        "Check the values that are sent.",
    ),
    (
        "alias-type-changed",
        "alias-type",
        "changed",
        _B,
        "What was written for the former type fails.",
        "Rewrite what makes or reads it.",
    ),
    (
        "alias-type-compatible",
        "alias-type",
        "compatible",
        _S,
        "All that was accepted still is, and all that arrives was expected.",
        SAFE_REMEDY,
    ),
    (
        "alias-type-undecided",
        "alias-type",
        "undecided",
        _U,
        (
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        "Run the type checker.",
    ),
    # --- fields
    (
        "field-removed",
        "field",
        "removed",
        _B,
        (
            "A type checker refuses the attribute, the key and the keyword; a keyword raises "
            "`TypeError`."
        ),
        "Stop using the field.",
    ),
    (
        "field-added",
        "field",
        "added",
        _S,
        "Nobody used it before, and it need not be given.",
        SAFE_REMEDY,
    ),
    (
        "required-field-added",
        "field",
        "added",
        _B,
        "An object without it is refused before anything is sent.",
        "Give the field.",
    ),
    (
        "field-renamed",
        "field",
        "renamed",
        _B,
        "The attribute and the keyword do not exist any more under their former name.",
        "Use the field by its new name.",
    ),
    (
        "field-became-required",
        "field",
        "became-required",
        _B,
        "An object without it is refused before anything is sent.",
        "Give the field.",
    ),
    (
        "field-became-optional",
        "field",
        "became-optional",
        _B,
        "What is read may be `None`.",
        "Handle `None`.",
    ),
    (
        "field-may-be-left-out",
        "field",
        "became-optional",
        _S,
        "Objects that have it are accepted as before.",
        SAFE_REMEDY,
    ),
    (
        "field-always-given",
        "field",
        "became-required",
        _S,
        "What is read is no longer `None`.",
        SAFE_REMEDY,
    ),
    (
        "field-type-narrowed",
        "field-type",
        "narrowed",
        _B,
        "A type checker refuses what it accepted, or the call raises before anything is sent.",
        "Give a value of the new type.",
    ),
    (
        "field-type-widened",
        "field-type",
        "widened",
        _B,
        "Something is read that calling code does not expect.",
        "Handle the new type.",
    ),
    (
        "field-type-compatible",
        "field-type",
        "compatible",
        _S,
        "All that was accepted still is, and all that arrives was expected.",
        SAFE_REMEDY,
    ),
    (
        "field-type-undecided",
        "field-type",
        "undecided",
        _U,
        (
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        "Run the type checker.",
    ),
    (
        "field-limits-narrowed",
        "field-limits",
        "narrowed",
        _B,
        "A value that was sent now raises before anything is sent.",
        "Keep to the new limits.",
    ),
    (
        "field-limits-widened",
        "field-limits",
        "widened",
        _S,
        "All that was accepted still is.",
        SAFE_REMEDY,
    ),
    (
        "field-limits-undecided",
        "field-limits",
        "undecided",
        _U,
        "Whether every value that passed still does is not decided.",
        "Check the values that are sent.",
    ),
    (
        "field-deprecated",
        "deprecation",
        "deprecated",
        _S,
        "It works as before.",
        "Plan for its removal.",
    ),
    # --- enumerations
    (
        "member-removed",
        "member",
        "removed",
        _B,
        "The member does not exist any more.",
        "Use another member.",
    ),
    (
        "member-added",
        "member",
        "added",
        _S,
        "Enumerations are open: values that the document does not list were expected before.",
        SAFE_REMEDY,
    ),
    (
        "member-renamed",
        "member",
        "renamed",
        _B,
        "The member does not exist any more under its former name.",
        "Use the member by its new name, or its value.",
    ),
    (
        "member-value-changed",
        "member",
        "changed",
        _B,
        "The member stands for another value.",
        "Write the member where its former value was written.",
    ),
    (
        "enumeration-type-changed",
        "member",
        "changed",
        _B,
        "Members are of another type.",
        "Compare with members, not with their values.",
    ),
    (
        "alias-mapping-changed",
        "discriminated-class",
        "changed",
        _B,
        (
            "Objects with that value arrive as another class, and code written for the former "
            "one does not find its fields."
        ),
        "Expect the class that the value stands for now.",
    ),
    (
        "alias-mapping-undecided",
        "discriminated-class",
        "undecided",
        _U,
        (
            "Objects with that value are kept as they are, in the open base model; whether any "
            "arrive the document does not say."
        ),
        "Handle `OpenModel`, which was always possible.",
    ),
    # --- words
    (
        "docstring-changed",
        "docstring",
        "changed",
        _S,
        "A docstring is for readers: the code that runs is the same.",
        SAFE_REMEDY,
    ),
)


def _rules() -> Iterator[Rule]:
    for name, aspect, movement, verdict, reason, remedy in _TABLE:
        yield Rule(
            id=f"python-{name}",
            kind=name,
            area="python",
            aspect=aspect,
            movement=movement,
            direction="both",
            wire="safe",
            python=verdict,
            reason=reason,
            remedy=remedy,
            mirror=_MIRROR,
        )


PYTHON_RULES: tuple[Rule, ...] = tuple(_rules())
"""Every Python rule; on the wire they say nothing."""

RULES_BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.kind: rule for rule in PYTHON_RULES})
