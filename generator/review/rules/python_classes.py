"""Python rules about classes, their fields and members."""

from __future__ import annotations

from generator.review.rules.table import Row, breaks, safe, undecided

RULES: tuple[Row, ...] = (
    # --- classes
    breaks(
        id="class-removed",
        aspect="class",
        movement="removed",
        reason="Imports of the class fail.",
        remedy="Stop using the class.",
    ),
    safe(
        id="class-added",
        aspect="class",
        movement="added",
        reason="Nobody used it before.",
    ),
    breaks(
        id="class-renamed",
        aspect="class",
        movement="renamed",
        reason="Imports of the class and of its typed dict fail.",
        remedy="Import it by its new name.",
    ),
    breaks(
        id="class-kind-changed",
        aspect="class-kind",
        movement="changed",
        reason="What was written for the former kind of class fails.",
        remedy="Rewrite what makes or reads it.",
    ),
    safe(
        id="class-deprecated",
        aspect="deprecation",
        movement="deprecated",
        reason="It works as before.",
        remedy="Plan for its removal.",
    ),
    breaks(
        id="class-closed",
        aspect="additional-properties",
        movement="closed",
        reason="A field that the class does not name raises before anything is sent.",
        remedy="Leave such fields out.",
    ),
    safe(
        id="class-opened",
        aspect="additional-properties",
        movement="opened",
        reason="All that was accepted still is.",
    ),
    breaks(
        id="class-mapping-refused",
        aspect="mapping",
        movement="refused",
        reason="A type checker refuses plain mappings where it accepted them.",
        remedy="Give the model, or a dict with the keys that it names.",
    ),
    safe(
        id="class-mapping-accepted",
        aspect="mapping",
        movement="accepted",
        reason="All that was accepted still is.",
    ),
    breaks(
        id="class-limits-narrowed",
        aspect="class-limits",
        movement="narrowed",
        reason="A value that was sent now raises before anything is sent.",
        remedy="Keep to the new limits.",
    ),
    safe(
        id="class-limits-widened",
        aspect="class-limits",
        movement="widened",
        reason="All that was accepted still is.",
    ),
    undecided(
        id="class-limits-undecided",
        aspect="class-limits",
        movement="undecided",
        reason="Whether every value that passed still does is not decided.",
        remedy="Check the values that are sent.",
    ),
    breaks(
        id="alias-type-changed",
        aspect="alias-type",
        movement="changed",
        reason="What was written for the former type fails.",
        remedy="Rewrite what makes or reads it.",
    ),
    safe(
        id="alias-type-compatible",
        aspect="alias-type",
        movement="compatible",
        reason="All that was accepted still is, and all that arrives was expected.",
    ),
    undecided(
        id="alias-type-undecided",
        aspect="alias-type",
        movement="undecided",
        reason=(
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        remedy="Run the type checker.",
    ),
    # --- fields
    breaks(
        id="field-removed",
        aspect="field",
        movement="removed",
        reason=(
            "A type checker refuses the attribute, the key and the keyword; a keyword raises "
            "`TypeError`."
        ),
        remedy="Stop using the field.",
    ),
    safe(
        id="field-added",
        aspect="field",
        movement="added",
        reason="Nobody used it before, and it need not be given.",
    ),
    breaks(
        id="required-field-added",
        aspect="field",
        movement="added",
        reason="An object without it is refused before anything is sent.",
        remedy="Give the field.",
    ),
    breaks(
        id="field-renamed",
        aspect="field",
        movement="renamed",
        reason="The attribute and the keyword do not exist any more under their former name.",
        remedy="Use the field by its new name.",
    ),
    breaks(
        id="field-became-required",
        aspect="field",
        movement="became-required",
        reason="An object without it is refused before anything is sent.",
        remedy="Give the field.",
    ),
    breaks(
        id="field-became-optional",
        aspect="field",
        movement="became-optional",
        reason="What is read may be `None`.",
        remedy="Handle `None`.",
    ),
    safe(
        id="field-may-be-left-out",
        aspect="field",
        movement="became-optional",
        reason="Objects that have it are accepted as before.",
    ),
    safe(
        id="field-always-given",
        aspect="field",
        movement="became-required",
        reason="What is read is no longer `None`.",
    ),
    breaks(
        id="field-type-narrowed",
        aspect="field-type",
        movement="narrowed",
        reason=(
            "A type checker refuses what it accepted, or the call raises before anything is sent."
        ),
        remedy="Give a value of the new type.",
    ),
    breaks(
        id="field-type-widened",
        aspect="field-type",
        movement="widened",
        reason="Something is read that calling code does not expect.",
        remedy="Handle the new type.",
    ),
    safe(
        id="field-type-compatible",
        aspect="field-type",
        movement="compatible",
        reason="All that was accepted still is, and all that arrives was expected.",
    ),
    undecided(
        id="field-type-undecided",
        aspect="field-type",
        movement="undecided",
        reason=(
            "Code that runs still runs; a type checker may find fault with annotations of the "
            "former type."
        ),
        remedy="Run the type checker.",
    ),
    breaks(
        id="field-limits-narrowed",
        aspect="field-limits",
        movement="narrowed",
        reason="A value that was sent now raises before anything is sent.",
        remedy="Keep to the new limits.",
    ),
    safe(
        id="field-limits-widened",
        aspect="field-limits",
        movement="widened",
        reason="All that was accepted still is.",
    ),
    undecided(
        id="field-limits-undecided",
        aspect="field-limits",
        movement="undecided",
        reason="Whether every value that passed still does is not decided.",
        remedy="Check the values that are sent.",
    ),
    safe(
        id="field-deprecated",
        aspect="deprecation",
        movement="deprecated",
        reason="It works as before.",
        remedy="Plan for its removal.",
    ),
    # --- enumerations
    breaks(
        id="member-removed",
        aspect="member",
        movement="removed",
        reason="The member does not exist any more.",
        remedy="Use another member.",
    ),
    safe(
        id="member-added",
        aspect="member",
        movement="added",
        reason=(
            "Enumerations are open: values that the document does not list were expected before."
        ),
    ),
    breaks(
        id="member-renamed",
        aspect="member",
        movement="renamed",
        reason="The member does not exist any more under its former name.",
        remedy="Use the member by its new name, or its value.",
    ),
    breaks(
        id="member-value-changed",
        aspect="member",
        movement="changed",
        reason="The member stands for another value.",
        remedy="Write the member where its former value was written.",
    ),
    breaks(
        id="enumeration-type-changed",
        aspect="member",
        movement="changed",
        reason="Members are of another type.",
        remedy="Compare with members, not with their values.",
    ),
    breaks(
        id="alias-mapping-changed",
        aspect="discriminated-class",
        movement="changed",
        reason=(
            "Objects with that value arrive as another class, and code written for the former one "
            "does not find its fields."
        ),
        remedy="Expect the class that the value stands for now.",
    ),
    undecided(
        id="alias-mapping-undecided",
        aspect="discriminated-class",
        movement="undecided",
        reason=(
            "Objects with that value are kept as they are, in the open base model; whether any "
            "arrive the document does not say."
        ),
        remedy="Handle `OpenModel`, which was always possible.",
    ),
    # --- words
    safe(
        id="docstring-changed",
        aspect="docstring",
        movement="changed",
        reason="A docstring is for readers: the code that runs is the same.",
    ),
)
