"""The table of wire rules: what a change means for a caller and a response that were valid.

Requests and responses are mirror images. What a caller sends must still be accepted, so a request
may widen; what a caller reads must still be understood, so a response may narrow. Each rule
therefore names the rule of the other direction that is its image: the opposite movement with the
same verdict. Where the two verdicts differ on purpose, `UNEVEN` says why; where there is no image,
the rule says why.

Deliberate policies, each the reason of its rule: an enumeration that grows in a response is not
certain to break; what was announced as deprecated and then removed breaks as any removal does, and
the rule says that it was announced; `oneOf` is read as "one of these", not as "exactly one"; a
default of a parameter is part of what a call asks for, a default inside a body is an annotation;
who may call is part of the wire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.review.model import Direction, Rule, Verdict

__all__ = ["RULES", "UNEVEN", "by_id", "rule"]

B: Verdict = "breaking"
U: Verdict = "unknown"
S: Verdict = "safe"

_CALL = "Callers stop calling it before the change arrives."
_ANNOUNCED = "Callers that have not listened stop calling it before the change arrives."
_CHECK = "Callers check what they send."
_READ = "Callers make ready for what may arrive before the change does."
_WAIT = "Callers stop waiting for it, and ask for what it told them, before the change arrives."
_NONE = "Nothing."
_BOTH_WAYS = "An operation is asked and answered at once: there is no other direction."
_NO_CREDENTIALS = "A response carries no credentials."
_TEXT = "An annotation means the same in both directions."

# area, what happens to a request, what happens to a response (its mirror image), verdicts, reasons,
# why the verdicts differ
_MIRRORED: tuple[tuple[str, str, str, Verdict, Verdict, str, str, str], ...] = (
    # --- types
    ("type", "type-narrowed", "type-widened", B, B,
     "A value of a type that was accepted is refused.", "A value of a type that was not announced arrives.", ""),
    ("type", "type-widened", "type-narrowed", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("type", "type-changed", "type-changed", B, B,
     "Values that were accepted are refused.", "Values of another type arrive.", ""),
    ("type", "became-not-nullable", "became-nullable", B, B,
     "A null that was accepted is refused.", "A null arrives where there was none.", ""),
    ("type", "became-nullable", "became-not-nullable", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("format", "format-added", "format-removed", B, B,
     "Texts or numbers outside the format are refused.",
     "Values outside the format arrive, and typed callers cannot read them.", ""),
    ("format", "format-removed", "format-added", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("format", "format-changed", "format-changed", B, B,
     "Values of the former format are refused.", "Values of another format arrive.", ""),
    # --- values
    ("values", "values-removed", "values-added", B, U,
     "A value that was accepted is refused.",
     ("Callers whose models are open, as ours are, keep a value that they do not know; a "
"strict caller fails on it."),

     ("A refused value fails for every caller that sends it; a new one only for those that "
"are strict about what they read.")),
    ("values", "values-added", "values-removed", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("values", "values-closed", "values-freed", B, U,
     "Only the listed values are accepted now.",
     "Any value may arrive; callers whose models are open keep it, a strict caller fails on it.",

     ("A refused value fails for every caller that sends it; a new one only for those that "
"are strict about what they read.")),
    ("values", "values-freed", "values-closed", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("values", "constant-changed", "constant-changed", B, B,
     "The one value that was accepted is refused.",
     "Callers tell objects apart by a constant; another value is another object.", ""),
    ("values", "constant-added", "constant-freed", B, B,
     "Any other value is refused.", "Callers tell objects apart by a constant; now it may be anything.", ""),
    ("values", "constant-freed", "constant-added", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    # --- bounds
    ("bounds", "bound-tightened", "bound-loosened", B, B,
     "Values between the former and the present bound are refused.", "Values beyond the former bound arrive.", ""),
    ("bounds", "bound-loosened", "bound-tightened", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("bounds", "pattern-added", "pattern-removed", B, U,
     "Texts that do not match are refused.",
     ("Callers seldom match what they read, and the pattern may have been a remark; texts of "
"another form may arrive."),
     "A server enforces a pattern on what it is sent; hardly any caller does on what it reads."),
    ("bounds", "pattern-removed", "pattern-added", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("bounds", "pattern-changed", "pattern-changed", U, U,
     "Whether every text that matched still does is not decidable in general.",
     "Whether only texts that matched before arrive is not decidable in general.", ""),
    # --- objects
    ("properties", "property-required-added", "required-property-removed", B, B,
     "A caller that does not know the property is refused.", "A property that callers rely on no longer arrives.", ""),
    ("properties", "property-optional-added", "optional-property-removed", S, B,
     "A caller that does not know the property leaves it out.",
     ("Callers that read the property no longer get it: optional says that it may be missing, "
"not that it may go."),
     ("What a caller need not send costs it nothing; what it reads is the reason for which it "
"calls.")),
    ("properties", "property-removed", "property-added", U, S,

     ("The object is open, so a caller that still sends the property is not refused; what it "
"asks for by it is not done."),
     "Readers ignore properties that they do not know, or keep them.",
     "A property too many is ignored by readers by custom; a server may or may not."),
    ("properties", "property-refused", "property-added-to-closed", B, U,
     "The object is closed: a caller that still sends the property is refused.",
     "The object was closed, so a strict reader refuses the property; readers by custom ignore it.",
     "A closed object is enforced by servers, and by few readers."),
    ("properties", "property-became-required", "property-became-optional", B, B,
     "A caller that leaves the property out is refused.", "A property that callers rely on may be missing.", ""),
    ("properties", "property-became-optional", "property-became-required", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("properties", "undeclared-property-became-required", "undeclared-property-became-optional", U, U,
     ("The name is required but nothing says what it is: a slip of the document, or a value "
"that is asked for."),
     ("The name was required but nothing said what it is: a slip of the document, or a value "
"that may be missing now."), ""),
    ("properties", "undeclared-property-became-optional", "undeclared-property-became-required", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("properties", "property-became-read-only", "property-became-write-only", S, U,
     ("An annotation: the schema accepts what is sent as before, and servers ignore what is "
"not the caller's to set."),
     ("A write-only property should not be in a response; whether it was ever there the "
"document does not say."),
     "What a server ignores costs a caller nothing; a reader that loses a property has lost it."),
    ("properties", "property-became-not-read-only", "property-became-not-write-only", S, S,
     "The property may be sent now.", "The property may arrive now.", ""),
    ("properties", "required-property-became-not-read-only", "required-property-became-write-only", U, U,
     ("The property is required and is now the caller's to send; servers that fill it in "
"seldom refuse one that lacks it."),
     ("A write-only property should not be in a response; whether it was ever there the "
"document does not say."), ""),
    ("properties", "read-only-property-changed", "write-only-property-changed", S, S,
     "A read-only property does not travel in a request.", "A write-only property does not travel in a response.", ""),
    ("properties", "additional-properties-forbidden", "additional-properties-allowed", B, U,
     "A property that the schema does not name is refused.",
     "Properties that the schema does not name may arrive; a strict reader refuses them.",
     "A closed object is enforced by servers, and by few readers."),
    ("properties", "additional-properties-allowed", "additional-properties-forbidden", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    # --- composition
    ("composition", "alternative-removed", "alternative-added", B, B,
     "Values of the alternative are refused.", "Values of an alternative that callers do not know arrive.", ""),
    ("composition", "alternative-added", "alternative-removed", S, S,

     ("All that was accepted still is. `oneOf` is read as one of these: overlaps of open "
"alternatives refuse nobody."),
     "All that arrives was announced before.", ""),
    ("composition", "composition-changed", "composition-changed", U, U,
     "Whether all that was accepted still is could not be proven.",
     "Whether all that arrives was announced before could not be proven.", ""),
    ("composition", "constraint-added", "constraint-removed", B, B,
     "Values that do not satisfy the constraint are refused.", "Values that do not satisfy the former constraint arrive.", ""),
    ("composition", "constraint-removed", "constraint-added", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("composition", "constraint-changed", "constraint-changed", U, U,
     "Whether all that was accepted still is could not be proven.",
     "Whether all that arrives was announced before could not be proven.", ""),
    ("content", "content-changed", "content-changed", B, B,
     "Texts encoded as before are refused.", "Texts arrive encoded in another way.", ""),
    ("composition", "prefix-item-removed", "prefix-item-added", B, B,
     "What was sent at that position has no place there any more.",
     "Something arrives at a position that callers do not read.", ""),
    ("composition", "prefix-item-added", "prefix-item-removed", S, B,
     "Callers that know fewer positions send fewer items.", "What callers read at that position no longer arrives.",
     ("What a caller need not send costs it nothing; what it reads is the reason for which it "
"calls.")),
    ("composition", "component-type-changed", "component-type-changed", U, U,
     "Another schema describes what is accepted here.", "Another schema describes what arrives here.", ""),
    ("discriminator", "discriminator-changed", "discriminator-changed", S, S,
     "A discriminator is a hint for reading; the alternatives themselves decide what is accepted.",
     "A discriminator is a hint for reading; the alternatives themselves decide what arrives.", ""),
    ("discriminator", "discriminator-mapping-changed", "discriminator-mapping-changed", U, U,
     "What is sent with that value may be taken for another alternative, or refused.",
     "What arrives with that value is another alternative to callers that choose by it.", ""),
    ("defaults", "default-changed", "default-changed", S, S,
     "An annotation inside a body: callers that leave the property out are accepted as before.",
     "An annotation: what arrives is accepted as before.", ""),
    # --- bodies, media types, headers
    ("parameters", "parameter-required-added", "required-header-removed", B, B,
     "A caller that does not know the parameter is refused.", "A header that callers rely on no longer arrives.", ""),
    ("parameters", "parameter-optional-added", "optional-header-removed", S, U,
     "A caller that does not know the parameter leaves it out.",
     "Callers that read the header no longer get it; it might have been missing before.",
     "What a caller need not send costs it nothing; what it reads, it may need."),
    ("parameters", "parameter-removed", "header-added", B, S,

     ("The parameters listed are all that there are: a caller that sends another is refused, "
"or not given what it asks for."),
     "Headers that a reader does not know are ignored (RFC 9110, section 5.1).",
     "A header too many is ignored by rule; a parameter too many is not."),
    ("parameters", "parameter-became-required", "header-became-optional", B, B,
     "A caller that leaves the parameter out is refused.", "A header that callers rely on may be missing.", ""),
    ("parameters", "parameter-became-optional", "header-became-required", S, S,
     "All that was accepted still is.", "All that arrives was announced before.", ""),
    ("parameters", "parameter-renamed", "header-renamed", B, B,
     "A caller sends the former name, which is not read.", "Callers read the former name, which does not arrive.", ""),
    ("parameters", "parameter-style-changed", "header-style-changed", B, B,
     "Values written in the former style are read as others.", "Values arrive in a style that callers do not read.", ""),
    ("bodies", "body-required-added", "body-removed", B, B,
     "A caller that sends no body is refused.", "A body that callers read no longer arrives.", ""),
    ("bodies", "body-removed", "body-added", B, S,
     "A caller sends a body that is not read any more, or refused.", "A caller that read no body need not read one.",
     "A body that is not read costs a reader nothing; to a sender it is what the call is about."),
    ("media types", "media-type-removed", "media-type-added", B, S,
     "A body of that media type is refused.",
     ("A caller says in `Accept` what it reads; others are not sent to it (RFC 9110, section "
"12.5.1)."),
     "What a response is sent as is negotiated; what a request is sent as is not."),
    ("media types", "media-type-added", "media-type-removed", S, B,
     "All that was accepted still is.", "A caller that asks for that media type is refused, or gets another.",
     "What a response is sent as is negotiated; what a request is sent as is not."),
    ("media types", "media-type-narrowed", "media-type-widened", B, B,
     "A body of the former, more general media type is refused.",
     "A body arrives as a media type more general than callers know.", ""),
    ("media types", "media-type-widened", "media-type-narrowed", S, S,
     "All that was accepted still is.", "What arrives is a kind of what was announced before.", ""),
    ("media types", "media-type-suffix-dropped", "media-type-suffix-gained", U, U,
     "A body is written as before; whether it is read when it is sent as the former, more "
"special media type, the document does"
     " not say.",
     "The body is written as before, and is called something more special; whether a caller that "
"asks for it by the former name"
     " gets it, the document does not say.", ""),
    ("media types", "media-type-parameters-changed", "media-type-parameters-changed", U, U,
     ("Whether a body that is sent with the former parameters is still read, the document "
"does not say."),
     ("Whether a caller that asks with the former parameters still gets what it reads, the "
"document does not say."), ""),
    ("media types", "encoding-changed", "encoding-changed", U, U,
     "Parts of the body are to be written in another way.", "Parts of the body arrive written in another way.", ""),
    ("media types", "xml-changed", "xml-changed", B, B,
     "XML that is written as before is not understood.", "XML arrives that is written in another way.", ""),
    ("media types", "xml-prefix-changed", "xml-prefix-changed", U, U,
     ("By its namespace the name is the same, whatever its prefix; a server that compares "
"prefixes does not find it."),
     ("By its namespace the name is the same, whatever its prefix; a caller that compares "
"prefixes does not find it."), ""),
)  # fmt: skip

# area, id, direction, verdict, reason, remedy, why it has no mirror
_SINGLE: tuple[tuple[str, str, Direction, Verdict, str, str, str], ...] = (
    ("paths", "path-removed", "both", B, "Calls to the path are answered as not found.", _CALL, _BOTH_WAYS),
    ("paths", "deprecated-path-removed", "both", B,
     ("Calls to the path are answered as not found; it was deprecated, so that this was "
"announced."), _ANNOUNCED, _BOTH_WAYS),
    ("operations", "deprecated-operation-removed", "both", B,
     "Calls are refused; the operation was deprecated, so that this was announced.", _ANNOUNCED, _BOTH_WAYS),
    ("parameters", "deprecated-parameter-removed", "request", B,
     ("A caller that sends it is refused, or not given what it asks for; it was deprecated, "
"so that this was announced."),
     "Callers that have not listened stop sending it before the change arrives.",
     ("A response header that goes is removed, announced or not: readers do not choose what "
"they are sent.")),
    ("paths", "path-added", "both", S, "Nobody called it before.", _NONE, _BOTH_WAYS),
    ("paths", "path-parameter-renamed", "both", S, "Only the value of such a parameter travels, not its name.", _NONE,
     _BOTH_WAYS),
    ("operations", "operation-removed", "both", B, "Calls are refused.", _CALL, _BOTH_WAYS),
    ("operations", "operation-added", "both", S, "Nobody called it before.", _NONE, _BOTH_WAYS),
    ("operations", "operation-moved", "both", B, "Calls to the former method and path are refused.",
     "Callers call it by its new method and path once the change has arrived.", _BOTH_WAYS),
    ("operations", "webhook-removed", "both", B, "Callers that wait for the call no longer get it.", _WAIT, _BOTH_WAYS),
    ("operations", "webhook-added", "both", S, "A webhook is subscribed to.", _NONE, _BOTH_WAYS),
    ("operations", "callback-removed", "both", B, "Callers that wait for the call no longer get it.", _WAIT, _BOTH_WAYS),
    ("operations", "callback-added", "both", S, "A callback goes to an address that the caller gave for it.", _NONE,
     _BOTH_WAYS),
    ("operations", "alternatives-changed", "request", B, "A choice of parameters that was accepted is refused.",
     "Callers give exactly one of the lists of parameters that are named now.",
     "A response has no parameters of which one is chosen."),
    ("operations", "alternatives-widened", "request", S, "Every choice of parameters that was accepted still is.", _NONE,
     "A response has no parameters of which one is chosen."),
    ("parameters", "request-parameter-moved", "request", B, "The parameter is not read from where callers send it.",
     "Callers send the parameter in its new place.", "A response header has one place only."),
    ("parameters", "request-parameter-default-changed", "request", B,
     "A caller that leaves the parameter out now asks for something else.", "Callers state the value that they mean.",
     "A response header that is missing has no default."),
    ("bodies", "request-body-optional-added", "request", S, "A caller that sends no body is accepted as before.", _NONE,
     "A response body is not optional."),
    ("bodies", "request-body-became-required", "request", B, "A caller that sends no body is refused.", "Callers send a body.",
     "A response body is not optional."),
    ("bodies", "request-body-became-optional", "request", S, "All that was accepted still is.",
     _NONE, "A response body is not optional."),
    ("responses", "response-success-removed", "response", B, "The success that callers wait for no longer arrives.",
     "Callers stop waiting for that status before the change arrives.", "A request has no status."),
    ("responses", "response-default-removed", "response", U,
     "What arrives where nothing else is named, the document no longer says.", "Callers ask what arrives now.",
     "A request has no status."),
    ("responses", "response-success-added", "response", S,
     ("A status that a caller does not know is to be treated as the first of its class (RFC "
"9110, section 15)."), _NONE,
     "A request has no status."),
    ("responses", "response-error-removed", "response", S, "An error that does not arrive harms nobody.",
     _NONE, "A request has no status."),
    ("responses", "response-error-added", "response", S,
     ("A status that a caller does not know is to be treated as the first of its class (RFC "
"9110, section 15)."), _NONE,
     "A request has no status."),
    ("responses", "response-status-generalised", "response", U,
     ("The status is described along with others: another may arrive, and callers that "
"compare it exactly fail."),
     "Callers compare the class of the status.",
     "A request has no status."),
    ("responses", "response-status-specialised", "response", S, "All that arrives was announced before.",
     _NONE, "A request has no status."),
    ("responses", "answer-status-removed", "request", U,
     "What the server makes of an answer that is not named any more, the document does not say.",
     "Callers answer with a status that is still named.", "What the server answers has rules of its own."),
    ("responses", "answer-status-added", "request", S, "Callers choose what they answer; what was taken still is.", _NONE,
     "What the server answers has rules of its own."),
    ("responses", "response-links-changed", "response", S, "Links are hints about what to call next.",
     _NONE, "A request has no links."),
    ("security", "security-tightened", "request", B, "Calls with the credentials of before are refused.",
     "Callers get the credentials that are asked for now.", _NO_CREDENTIALS),
    ("security", "security-loosened", "request", S, "The credentials of before are still accepted.", _NONE, _NO_CREDENTIALS),
    ("security", "security-removed", "request", S,
     "Calls are accepted without credentials. Those that callers still send are not read; a "
"client that is generated anew"
     " sends none.", _NONE, _NO_CREDENTIALS),
    ("security", "security-became-optional", "request", S,
     "The credentials of before are still accepted, and so are calls without any.", _NONE, _NO_CREDENTIALS),
    ("security", "security-optional-changed", "request", U,
     "Calls without credentials are accepted; whether those are that carry one which is not "
"named any more, the document does"
     " not say.", "Callers leave the credential out, or send one that is named now.", _NO_CREDENTIALS),
    ("security", "security-undescribed", "request", U,
     ("A requirement names a scheme that the document does not describe, so that it does not "
"say which credential is meant."),
     "Callers ask which credentials are wanted.", _NO_CREDENTIALS),
    ("security", "security-scopes-changed", "request", U,
     ("Which rights a credential needs is decided where it is issued, and those issued may "
"have them already."),
     "Callers ask for the rights that are named now.", _NO_CREDENTIALS),
    ("security", "call-security-changed", "response", U,
     "Callers that check who calls them may refuse a call that is proven in another way.",
     "Callers check what is named now, and what was named, before the change arrives.",
     "What callers prove themselves with has rules of its own."),
    ("security", "security-scheme-changed", "request", B, "The credential is to be sent in another way.",
     "Callers send the credential as the scheme says now.", _NO_CREDENTIALS),
    ("security", "security-flow-changed", "request", U,
     "The credential is sent as before; whether one that was got in the former way is still "
"accepted, the document does not"
     " say.", "Callers get the credential in the way that is described now.", _NO_CREDENTIALS),
    ("security", "security-scheme-details-changed", "request", S,
     ("What is said of the credential has changed; those that callers have are got and sent "
"as before."), _NONE,
     _NO_CREDENTIALS),
    ("security", "security-scheme-renamed", "request", S, "The name of a security scheme does not travel.", _NONE,
     _NO_CREDENTIALS),
    ("security", "security-scheme-removed", "request", S, "No operation asked for it.", _NONE, _NO_CREDENTIALS),
    ("security", "security-scheme-added", "request", S, "No operation asks for it.", _NONE, _NO_CREDENTIALS),
    ("servers", "server-removed", "both", U, "Whether the former address still answers, the document does not say.",
     "Callers set the base address that is listed now.", _BOTH_WAYS),
    ("servers", "server-added", "both", S, "Callers need not call it.", _NONE, _BOTH_WAYS),
    ("servers", "server-variable-narrowed", "both", U,
     "Whether the addresses of the former values still answer, the document does not say.",
     "Callers give a value that is listed now.", _BOTH_WAYS),
    ("servers", "server-variable-widened", "both", S, "The former addresses are still listed.", _NONE, _BOTH_WAYS),
    ("servers", "server-default-changed", "both", S,
     ("The addresses are what they were; a client that is generated anew calls another one, "
"unless it is told which."),
     "Callers that generate their client anew state the value that they mean.", _BOTH_WAYS),
    ("servers", "server-order-changed", "both", S,
     ("The former address is still listed; a client that is generated anew calls the first, "
"unless it is told which."),
     "Callers that generate their client anew state the address that they mean.", _BOTH_WAYS),
    ("servers", "server-details-changed", "both", S, "The addresses are what they were.", _NONE, _BOTH_WAYS),
    ("metadata", "deprecated", "both", S, "It still works as before.", "Callers plan for its removal.", _TEXT),
    ("metadata", "no-longer-deprecated", "both", S, "It works as before.", _NONE, _TEXT),
    ("metadata", "description-changed", "both", S, "A text for readers: nothing of it is sent.", _NONE, _TEXT),
    ("metadata", "title-changed", "both", S, "A text for readers: nothing of it is sent.", _NONE, _TEXT),
    ("metadata", "summary-changed", "both", S, "A text for readers: nothing of it is sent.", _NONE, _TEXT),
    ("metadata", "example-changed", "both", S, "Examples are for readers: nothing of them is sent.", _NONE, _TEXT),
    ("metadata", "extension-changed", "both", S, "Extensions are read by tools, not sent.", _NONE, _TEXT),
    ("metadata", "annotation-changed", "both", S, "An annotation does not travel.", _NONE, _TEXT),
    ("metadata", "tags-changed", "both", S, "Tags order the documentation.", _NONE, _TEXT),
    ("metadata", "operation-id-changed", "both", S, "The identifier of an operation is not sent.", _NONE, _TEXT),
    ("metadata", "info-changed", "both", S, "About the document itself.", _NONE, _TEXT),
    ("metadata", "schema-renamed", "both", S, "The name of a component does not travel.", _NONE, _TEXT),
    ("metadata", "unused-component-changed", "both", S,
     "No operation uses it, or none in the same place before and after.", _NONE, _TEXT),
    ("metadata", "unused-component-removed", "both", S, "No operation used it.", _NONE, _TEXT),
    ("metadata", "unused-component-added", "both", S, "No operation uses it.", _NONE, _TEXT),
    ("operations", "callback-address-changed", "both", B,
     ("The server takes the address from another place: what callers give for it as before is "
"not called any more."),
     "Callers give the address where it is taken from now.", _BOTH_WAYS),
    ("operations", "callback-renamed", "both", S, "The name of a callback does not travel.", _NONE, _BOTH_WAYS),
    ("operations", "webhook-renamed", "both", U,
     ("Whether the name is one by which callers subscribe or tell the call, the document does "
"not say."),
     "Callers that subscribe by the name use the new one.", _BOTH_WAYS),
    ("parameters", "request-parameter-empty-refused", "request", U,
     ("The parameter could be sent without a value; whether a call that does so is refused "
"now, the document does not say."),
     "Callers leave the parameter out instead of sending it empty.", "A response header that is empty is there all the same."),
    ("parameters", "request-parameter-empty-allowed", "request", S, "All that was accepted still is.", _NONE,
     "A response header that is empty is there all the same."),
    ("metadata", "dialect-changed", "both", U,
     ("What the keywords of schemas mean is said by another dialect; both sides were compared "
"as JSON Schema 2020-12."),
     "Whoever relies on the schemas reads them by the dialect that is named now.", _TEXT),
)  # fmt: skip


_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "request-type-narrowed": "Callers send only values of the types that are left.",
        "request-type-changed": "Callers send values of the new type.",
        "request-became-not-nullable": "Callers send a value in the place of null, or leave it out where it is optional.",
        "request-format-added": "Callers send only values of the format.",
        "request-format-changed": "Callers send values of the new format.",
        "request-values-removed": "Callers stop sending the values that are gone.",
        "request-values-closed": "Callers send only values that are listed.",
        "request-constant-changed": "Callers send the new value.",
        "request-constant-added": "Callers send that value only.",
        "request-bound-tightened": "Callers keep to the present bound.",
        "request-pattern-added": "Callers send only texts that match the pattern.",
        "request-pattern-changed": "Callers match what they send with the present pattern.",
        "request-property-required-added": "Callers send the property.",
        "request-property-removed": "Callers stop sending the property.",
        "request-property-refused": "Callers stop sending the property before the change arrives.",
        "request-property-became-required": "Callers always send the property.",
        "request-undeclared-property-became-required": "Callers send it if it is meant; if not, the document is mended.",
        "request-required-property-became-not-read-only": "Callers send the property.",
        "request-additional-properties-forbidden": "Callers send only properties that are named.",
        "request-alternative-removed": "Callers send one of the alternatives that are left.",
        "request-composition-changed": "Callers check what they send against the new alternatives.",
        "request-constraint-added": "Callers send only values that satisfy the constraint.",
        "request-constraint-changed": "Callers check what they send against the present constraint.",
        "request-content-changed": "Callers encode the text as is said now.",
        "request-prefix-item-removed": "Callers stop sending an item at that position.",
        "request-component-type-changed": "Callers send what the new schema describes.",
        "request-discriminator-mapping-changed": "Callers send the value that stands for the alternative that they mean.",
        "response-type-widened": "Callers make ready for values of the type that is new.",
        "response-type-changed": "Callers read values of the new type.",
        "response-became-nullable": "Callers make ready for null before it arrives.",
        "response-format-removed": "Callers read values of any form.",
        "response-format-changed": "Callers read values of the new format.",
        "response-values-added": "Callers make ready for the values that are new, or for any that they do not know.",
        "response-values-freed": "Callers make ready for values that are not listed.",
        "response-constant-changed": "Callers tell the object by the new value.",
        "response-constant-freed": "Callers stop telling the object by the value.",
        "response-bound-loosened": "Callers make ready for values beyond the former bound.",
        "response-pattern-removed": "Callers that match the text make ready for others.",
        "response-pattern-changed": "Callers that match the text use the present pattern.",
        "response-required-property-removed": "Callers stop reading the property before the change arrives.",
        "response-optional-property-removed": "Callers stop reading the property before the change arrives.",
        "response-property-added-to-closed": "Callers that refuse properties that they do not know take this one.",
        "response-property-became-optional": "Callers make ready for objects without the property.",
        "response-undeclared-property-became-optional": "Callers that read the property make ready for objects without it.",
        "response-property-became-write-only": "Callers stop reading the property.",
        "response-required-property-became-write-only": "Callers stop reading the property.",
        "response-additional-properties-allowed": "Callers that refuse properties that they do not know ignore them.",
        "response-alternative-added": (
            "Callers make ready for the alternative that is new, or for any that they do not know."
        ),
        "response-composition-changed": "Callers check that they read all that the new alternatives let through.",
        "response-constraint-removed": "Callers stop relying on the constraint.",
        "response-constraint-changed": "Callers check what they rely on against the present constraint.",
        "response-content-changed": "Callers decode the text as is said now.",
        "response-prefix-item-added": "Callers read the item at that position, or skip it.",
        "response-prefix-item-removed": "Callers stop reading an item at that position.",
        "response-component-type-changed": "Callers read what the new schema describes.",
        "response-discriminator-mapping-changed": "Callers choose the alternative by the value that stands for it now.",
        "request-parameter-required-added": "Callers give the parameter.",
        "request-parameter-removed": "Callers stop sending the parameter before the change arrives.",
        "request-parameter-became-required": "Callers give the parameter in every call; it is taken already.",
        "request-parameter-renamed": "Callers send the parameter by its new name once the change has arrived.",
        "request-parameter-style-changed": "Callers write the value in the new style once the change has arrived.",
        "request-body-required-added": "Callers send the body.",
        "request-body-removed": "Callers stop sending the body before the change arrives.",
        "request-media-type-removed": "Callers send a media type that is still taken.",
        "request-media-type-narrowed": "Callers send the media type that is named now.",
        "request-media-type-suffix-dropped": "Callers send the body as the media type that is named now.",
        "response-media-type-suffix-gained": "Callers ask for either media type before the change arrives.",
        "request-media-type-parameters-changed": "Callers send the parameters that are named now.",
        "request-xml-changed": "Callers write the XML as it is described now.",
        "request-xml-prefix-changed": "Callers write the prefix that is described now.",
        "response-xml-changed": "Callers read the XML as it is described now.",
        "response-xml-prefix-changed": "Callers tell names by their namespace, not by their prefix.",
        "request-encoding-changed": "Callers write the parts as they are described now.",
        "response-required-header-removed": "Callers stop reading the header before the change arrives.",
        "response-optional-header-removed": "Callers stop reading the header before the change arrives.",
        "response-header-became-optional": "Callers make ready for answers without the header before the change arrives.",
        "response-header-renamed": "Callers read the header by either name before the change arrives.",
        "response-header-style-changed": "Callers read the value in either style before the change arrives.",
        "response-media-type-widened": "Callers ask for the media type that they read, and look at what a body is sent as.",
        "response-encoding-changed": "Callers read the parts in either way before the change arrives.",
        "response-body-removed": "Callers stop reading the body before the change arrives.",
        "response-media-type-parameters-changed": "Callers ask with the parameters that are named now.",
        "response-media-type-removed": "Callers ask for a media type that is still sent.",
    }
)
"""What is to be done; without an entry it is to check what is sent, or to make ready for what
arrives.
"""


def _remedy(name: str, verdict: Verdict, otherwise: str) -> str:
    return _NONE if verdict == S else _REMEDIES.get(name, otherwise)


def _mirrored() -> Iterator[Rule]:
    for area, request, response, asked, answered, why_asked, why_answered, _ in _MIRRORED:
        one, other = f"request-{request}", f"response-{response}"
        yield Rule(one, area, "request", asked, why_asked, _remedy(one, asked, _CHECK), other)
        yield Rule(
            other, area, "response", answered, why_answered, _remedy(other, answered, _READ), one
        )


RULES: tuple[Rule, ...] = (
    *_mirrored(),
    *(
        Rule(name, area, direction, wire, reason, remedy, why)
        for area, name, direction, wire, reason, remedy, why in _SINGLE
    ),
)
"""Every wire rule, mirrored ones side by side."""

UNEVEN: dict[frozenset[str], str] = {
    frozenset({f"request-{request}", f"response-{response}"}): why
    for _, request, response, _, _, _, _, why in _MIRRORED
    if why
}
"""Why the verdicts of two mirrored rules differ, by their ids."""

_BY_ID = {entry.id: entry for entry in RULES}


def by_id(name: str) -> Rule:
    """The rule called `name`. KeyError if there is none."""
    return _BY_ID[name]


def rule(kind: str, direction: Direction) -> Rule:
    """The rule about `kind` (`type-narrowed`, `path-removed`) in a direction. KeyError if there is
    none.
    """
    found = _BY_ID.get(kind)
    return found if found is not None else _BY_ID[f"{direction}-{kind}"]
