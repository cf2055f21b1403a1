"""Python rules about what methods take and give."""

from __future__ import annotations

from generator.review.rules.table import Row, breaks, safe, undecided

RULES: tuple[Row, ...] = (
    # --- arguments
    breaks(
        id="keyword-removed",
        aspect="keyword",
        movement="removed",
        reason="A call that gives it raises `TypeError`.",
        remedy="Leave the argument out.",
    ),
    safe(
        id="keyword-added",
        aspect="keyword",
        movement="added",
        reason="An argument that need not be given.",
    ),
    breaks(
        id="required-keyword-added",
        aspect="keyword",
        movement="added",
        reason="A call without it raises before anything is sent.",
        remedy="Give the argument.",
    ),
    breaks(
        id="keyword-renamed",
        aspect="keyword",
        movement="renamed",
        reason="A call that gives it by its former name raises `TypeError`.",
        remedy="Give the argument by its new name.",
        written="Write `{after}=…` instead of `{before}=…`.",
    ),
    breaks(
        id="keyword-became-required",
        aspect="keyword",
        movement="became-required",
        reason="A call without it raises before anything is sent.",
        remedy="Give the argument.",
    ),
    breaks(
        id="part-header-became-required",
        aspect="keyword",
        movement="became-required",
        reason="A call that sends the part without it raises before anything is sent.",
        remedy="Give the part as a `Part` with the header.",
    ),
    safe(
        id="keyword-became-optional",
        aspect="keyword",
        movement="became-optional",
        reason="Calls that give it are as before.",
    ),
    breaks(
        id="keyword-became-keyword-only",
        aspect="position",
        movement="forbidden",
        reason="A call that gives it by position raises `TypeError`.",
        remedy="Give the argument by its name.",
    ),
    safe(
        id="keyword-became-positional",
        aspect="position",
        movement="allowed",
        reason="Calls that give it by name are as before.",
    ),
    breaks(
        id="positional-order-changed",
        aspect="position",
        movement="changed",
        reason="Arguments by position arrive as others, without an error.",
        remedy="Give the arguments by name.",
    ),
    breaks(
        id="keyword-type-narrowed",
        aspect="keyword-type",
        movement="narrowed",
        reason=(
            "A type checker refuses what it accepted, or the call raises before anything is sent."
        ),
        remedy="Give a value of the new type.",
    ),
    safe(
        id="keyword-type-widened",
        aspect="keyword-type",
        movement="widened",
        reason="All that was accepted still is.",
    ),
    breaks(
        id="keyword-limits-narrowed",
        aspect="keyword-limits",
        movement="narrowed",
        reason="A value that was sent now raises before anything is sent.",
        remedy="Keep to the new limits.",
    ),
    safe(
        id="keyword-limits-widened",
        aspect="keyword-limits",
        movement="widened",
        reason="All that was accepted still is.",
    ),
    undecided(
        id="keyword-limits-undecided",
        aspect="keyword-limits",
        movement="undecided",
        reason="Whether every value that passed still does is not decided.",
        remedy="Check the values that are sent.",
    ),
    safe(
        id="keyword-deprecated",
        aspect="deprecation",
        movement="deprecated",
        reason="It is accepted as before.",
        remedy="Plan for its removal.",
    ),
    # --- results
    breaks(
        id="result-type-widened",
        aspect="result-type",
        movement="widened",
        reason="Something is returned that calling code does not expect.",
        remedy="Handle the new type before it is used.",
    ),
    safe(
        id="result-type-narrowed",
        aspect="result-type",
        movement="narrowed",
        reason="All that is returned was expected before.",
    ),
    undecided(
        id="result-type-undecided",
        aspect="result-type",
        movement="undecided",
        reason=(
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        remedy="Run the type checker.",
    ),
    breaks(
        id="response-header-removed",
        aspect="response-header",
        movement="removed",
        reason="The attribute does not exist any more.",
        remedy="Read the header as text, from `headers`, if it still comes.",
    ),
    safe(
        id="response-header-added",
        aspect="response-header",
        movement="added",
        reason="There is one attribute more.",
    ),
    breaks(
        id="response-header-renamed",
        aspect="response-header",
        movement="renamed",
        reason=(
            "The attribute, or the class that has it, does not exist any more under its former "
            "name."
        ),
        remedy="Use the new name.",
    ),
    breaks(
        id="response-header-type-widened",
        aspect="response-header-type",
        movement="widened",
        reason="The attribute is what calling code does not expect.",
        remedy="Handle the new type before it is used.",
    ),
    safe(
        id="response-header-type-narrowed",
        aspect="response-header-type",
        movement="narrowed",
        reason="All that the attribute is was expected before.",
    ),
    undecided(
        id="response-header-type-undecided",
        aspect="response-header-type",
        movement="undecided",
        reason=(
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        remedy="Run the type checker.",
    ),
    breaks(
        id="error-type-changed",
        aspect="error-type",
        movement="changed",
        reason=(
            "What is read of the error's `body` may not be there when the error comes; a type "
            "checker sees nothing of it."
        ),
        remedy="Read the `body` as what it is now.",
    ),
)
