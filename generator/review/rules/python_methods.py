"""Python rules about methods, and what goes with them: streams, pages, webhooks."""

from __future__ import annotations

from generator.review.rules.table import Row, breaks, safe, undecided

RULES: tuple[Row, ...] = (
    breaks(
        id="method-removed",
        aspect="method",
        movement="removed",
        reason="The attribute does not exist any more.",
        remedy="Stop calling it.",
    ),
    safe(
        id="method-added",
        aspect="method",
        movement="added",
        reason="Nobody called it before.",
    ),
    breaks(
        id="method-renamed",
        aspect="method",
        movement="renamed",
        reason="The attribute does not exist any more under its former name.",
        remedy="Call it by its new name.",
    ),
    breaks(
        id="resource-renamed",
        aspect="resource",
        movement="renamed",
        reason="The attribute does not exist any more under its former name.",
        remedy="Reach the methods by the new name.",
    ),
    safe(
        id="method-deprecated",
        aspect="deprecation",
        movement="deprecated",
        reason="It works as before; type checkers and Python's warnings say that it will go.",
        remedy="Plan for its removal.",
    ),
    safe(
        id="method-no-longer-deprecated",
        aspect="deprecation",
        movement="undeprecated",
        reason="It works as before.",
    ),
    breaks(
        id="method-credential-required",
        aspect="required-credential",
        movement="became-required",
        reason="A client without that credential raises before it sends.",
        remedy="Give the client the credential.",
    ),
    safe(
        id="method-credential-relaxed",
        aspect="required-credential",
        movement="became-optional",
        reason="Clients that worked have enough credentials.",
    ),
    undecided(
        id="method-scopes-required",
        aspect="required-scope",
        movement="became-required",
        reason=(
            "A client that obtains its tokens asks for these scopes; whether it may have them, the "
            "document does not say."
        ),
        remedy="Have the client allowed these scopes.",
    ),
    safe(
        id="method-scopes-relaxed",
        aspect="required-scope",
        movement="became-optional",
        reason="A client that may have the scopes of before may have fewer.",
    ),
    undecided(
        id="method-credential-not-sent",
        aspect="required-credential",
        movement="became-optional",
        reason=(
            "The client sends no credential with the call any more; whether the API answers as "
            "before, the document does not say."
        ),
        remedy="Send the credential as an option of the call, if what is answered depends on it.",
    ),
    undecided(
        id="method-credential-order-changed",
        aspect="required-credential",
        movement="changed",
        reason=(
            "A client that has several of these credentials sends another one; as whom it is known "
            "then, and what it may do, the document does not say."
        ),
        remedy="Give the client only the credential that is meant.",
    ),
    undecided(
        id="method-retry-changed",
        aspect="retry",
        movement="changed",
        reason=(
            "The call is the same; whether it is sent again after a failure that may pass is not."
        ),
        remedy="Say in the call whether it may be sent again.",
    ),
    safe(
        id="method-retry-keyed",
        aspect="retry",
        movement="allowed",
        reason=(
            "A call that is sent again after a failure that may pass has the key of the first "
            "time, by which the API knows it: it is done once."
        ),
    ),
    undecided(
        id="method-retry-policy-changed",
        aspect="retry",
        movement="changed",
        reason=(
            "The call is the same; on which failures, how often and how soon it is sent again is "
            "not."
        ),
        remedy=(
            "Say in the call how often it may be sent again (`max_retries`), and for how long "
            "(`deadline`)."
        ),
    ),
    undecided(
        id="method-success-changed",
        aspect="success",
        movement="changed",
        reason=(
            "What `in_batches` sends is the same; which items its report and its journal have as "
            "sent is not."
        ),
        remedy="Look at what is made of items that are refused.",
    ),
    undecided(
        id="method-content-type-changed",
        aspect="content-type",
        movement="changed",
        reason=(
            "A body that several media types take is sent as another one where the call does not "
            "choose."
        ),
        remedy="Give `content_type`, if the former is meant.",
    ),
    breaks(
        id="item-streaming-removed",
        aspect="item-streaming",
        movement="removed",
        reason="`with_streamed_items` does not have the method any more.",
        remedy="Call the method itself.",
    ),
    safe(
        id="item-streaming-added",
        aspect="item-streaming",
        movement="added",
        reason="The method itself is as before.",
    ),
    breaks(
        id="batches-removed",
        aspect="batches",
        movement="removed",
        reason="`in_batches` does not have the method any more.",
        remedy="Call the method itself.",
    ),
    safe(
        id="batches-added",
        aspect="batches",
        movement="added",
        reason="The method itself is as before.",
    ),
    breaks(
        id="stream-removed",
        aspect="stream",
        movement="removed",
        reason="`with_streamed_events` does not have the method any more.",
        remedy="Call the method itself.",
    ),
    safe(
        id="stream-added",
        aspect="stream",
        movement="added",
        reason="The method itself is as before.",
    ),
    breaks(
        id="stream-changed",
        aspect="stream",
        movement="changed",
        reason="A stream is looped over, and its items are not what the result was.",
        remedy="Use what the method returns as the result that it is now.",
    ),
    undecided(
        id="stream-condition-changed",
        aspect="stream-condition",
        movement="changed",
        reason="The call is as before; it asks for the stream by another field, or by none.",
        remedy="Look at whether the call still gives the stream.",
    ),
    undecided(
        id="stream-end-changed",
        aspect="stream-end",
        movement="changed",
        reason=(
            "The items are as before; after which the loop ends, and which event raises an error, "
            "is not."
        ),
        remedy="Look at what follows the loop, and at which errors of it are caught.",
    ),
    breaks(
        id="webhook-removed",
        aspect="webhook",
        movement="removed",
        reason="A type checker refuses the name, and what arrives is read as an open model.",
        remedy="Read what takes its place.",
    ),
    safe(
        id="webhook-added",
        aspect="webhook",
        movement="added",
        reason="Nobody named it before.",
    ),
    breaks(
        id="webhook-verification-changed",
        aspect="verification",
        movement="changed",
        reason="The secret or key of before verifies nothing any more: a call with it raises.",
        remedy="Give what the API signs with now.",
    ),
    undecided(
        id="webhook-tolerance-narrowed",
        aspect="verification",
        movement="narrowed",
        reason="A request that arrives late raises where it was read.",
        remedy="Say in the call how old a request may be (`tolerance`).",
    ),
    undecided(
        id="webhook-tolerance-widened",
        aspect="verification",
        movement="widened",
        reason="All that was read still is, and so is what somebody repeats later than before.",
        remedy="Say in the call how old a request may be (`tolerance`), if that is too late.",
    ),
    breaks(
        id="wait-removed",
        aspect="wait",
        movement="removed",
        reason="The attribute does not exist any more.",
        remedy="Call the method that gives the state.",
    ),
    safe(
        id="wait-added",
        aspect="wait",
        movement="added",
        reason="The other methods are as before.",
    ),
    undecided(
        id="wait-changed",
        aspect="wait",
        movement="changed",
        reason="The call is as before; when it ends, and how, is not.",
        remedy="Look at what is done with work that ends in these states.",
    ),
    breaks(
        id="follow-removed",
        aspect="follow",
        movement="removed",
        reason="The attribute does not exist any more.",
        remedy="Call the method of the list.",
    ),
    safe(
        id="follow-added",
        aspect="follow",
        movement="added",
        reason="The method of the list is as before.",
    ),
    breaks(
        id="follow-renamed",
        aspect="follow",
        movement="renamed",
        reason="The attribute does not exist any more under its former name.",
        remedy="Use the new name.",
    ),
    undecided(
        id="follow-changed",
        aspect="follow",
        movement="changed",
        reason=(
            "The call and its cursor are as before; which events come when, and which are the "
            "same, is not."
        ),
        remedy="Look at what the loop does with an event.",
    ),
    undecided(
        id="paging-added",
        aspect="paging",
        movement="added",
        reason=(
            "What is returned has the fields that it had, as a subclass of its model. A loop over "
            "it, which gave these fields, gives items now, and sends requests."
        ),
        remedy="Look at loops over the result, and at comparisons with its class.",
    ),
    breaks(
        id="paging-removed",
        aspect="paging",
        movement="removed",
        reason=(
            "A loop over the result does not give its items any more, and the methods of a page do "
            "not exist."
        ),
        remedy="Ask for each page yourself.",
    ),
    breaks(
        id="paging-renamed",
        aspect="paging",
        movement="renamed",
        reason="The method of a page does not exist any more under its former name.",
        remedy="Use the new name.",
    ),
    undecided(
        id="paging-changed",
        aspect="paging",
        movement="changed",
        reason=(
            "The call and its page are as before; which page comes after it is found in another "
            "way."
        ),
        remedy="Look at whether a loop over the result comes to its end.",
    ),
    breaks(
        id="alternatives-narrowed",
        aspect="alternatives",
        movement="narrowed",
        reason="A combination of arguments that was accepted raises before anything is sent.",
        remedy="Give exactly one of the alternatives.",
        written="Give exactly one of {after}.",
    ),
    safe(
        id="alternatives-widened",
        aspect="alternatives",
        movement="widened",
        reason="Every combination that was accepted still is.",
    ),
)
