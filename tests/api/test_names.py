"""Names: readable, legal, distinct, and independent of order."""

from __future__ import annotations

import itertools
import keyword
import re
import sys
import unicodedata
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.api.model import Api
from generator.api.names import (
    RESERVED_CLASSES,
    RESERVED_FIELDS,
    RESERVED_ON_CLIENT,
    WHOLE,
    Taken,
    assign,
    constant,
    file,
    free,
    pascal,
    snake,
)
from generator.document.casing import LONGEST, shortened
from generator.document.package_names import SHADOWED
from templates.runtime.client import AsyncClient, Client
from templates.runtime.model import Model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id", "id"),
        ("firstName", "first_name"),
        ("X-Request-ID", "x_request_id"),
        ("getV2HTTPUsers", "get_v2_http_users"),
        ("userIDs", "user_ids"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("été", "ete"),
        ("_links", "links"),
        ("emptyExisitingSegment", "empty_exisiting_segment"),
        ("1st", "value_1st"),
        ("getI18nLang", "get_i18n_lang"),
        ("-id", "id"),
        ("NaNCount", "nan_count"),
        ("NaNa", "na_na"),
        ("live.m3u8", "live_m3u8"),
        ("p2pConfig", "p2p_config"),
        ("change24h", "change24h"),
        ("price_change_24h", "price_change_24h"),
        ("GPT-4o", "gpt_4o"),
        ("getPhoto-4dc7", "get_photo_4dc7"),
        ("oauth2Token", "oauth2_token"),
        ("sha256Hash", "sha256_hash"),
        ("SHA256withRSA", "sha256_with_rsa"),
        ("v1Users", "v1_users"),
        ("2ndHTTP3Try", "value_2nd_http3_try"),
        ("80年代", "value_80年代"),
        ("$", "dollar"),
        ("DateSent<", "date_sent_less_than"),
        ("DateSent>=", "date_sent_greater_than_or_equal_to"),
        ("Page<Pet>", "page_pet"),
        ("a->", "a"),
        ("<b>", "b"),
        ("☂", "value"),
        ("", "value"),
    ],
)
def test_a_wire_name_becomes_snake_case(text: str, expected: str) -> None:
    assert snake(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Execution", "Execution"),
        ("HTTPValidationError", "HTTPValidationError"),
        ("user_id", "UserId"),
        ("pet-store.v2", "PetStoreV2"),
        ("3d model", "Model3DModel"),
        ("get-i18n-lang", "GetI18nLang"),
        ("", "Model"),
    ],
)
def test_a_schema_name_becomes_pascal_case(text: str, expected: str) -> None:
    assert pascal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in progress", "IN_PROGRESS"),
        ("2", "VALUE_2"),
        ("", "EMPTY"),
        (" ", "EMPTY"),
        ("*", "STAR"),
        ("<=", "LESS_THAN_OR_EQUAL_TO"),
        ("&& !", "AMPERSAND_AMPERSAND_EXCLAMATION"),
        ("AB+", "AB_PLUS"),
        ("AB-", "AB_MINUS"),
        ("C++", "C_PLUS_PLUS"),
        ("18+", "VALUE_18_PLUS"),
        ("x-", "X_MINUS"),
        ("-created_at", "MINUS_CREATED_AT"),
        ("+name", "PLUS_NAME"),
        ("--verbose", "VERBOSE"),
        ("-INF", "MINUS_INF"),
        ("NaN", "NAN"),
        ("-5m", "MINUS_5M"),
        ("image/*", "IMAGE"),
    ],
)
def test_an_enum_value_becomes_a_constant(text: str, expected: str) -> None:
    assert constant(text) == expected


@given(st.text())
def test_any_text_becomes_an_identifier(text: str) -> None:
    assert snake(text).isidentifier()
    assert pascal(text).isidentifier()
    assert constant(text).isidentifier()


def test_no_field_is_called_like_an_attribute_of_every_model() -> None:
    assert {name for name in dir(Model) if not name.startswith("_")} <= RESERVED_FIELDS
    assert assign(["to_dict", "copy"], snake, reserved=RESERVED_FIELDS) == {
        "to_dict": "to_dict_",
        "copy": "copy_",
    }


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_no_method_is_called_like_an_attribute_of_every_client(client: type) -> None:
    assert {name for name in dir(client) if not name.startswith("_")} <= RESERVED_ON_CLIENT


@pytest.mark.parametrize(
    ("function", "name"),
    [
        *(
            (f"with_{view}", f"with_{view}_")
            for view in ("raw_response", "streaming_response", "streamed_items", "options")
        ),
        *(
            (name, f"{name}_")
            for name in ("in_batches", "close", "aclose", "is_closed", "base_url", "mro", "class")
        ),
        ("request", "request"),
        ("self", "self"),
    ],
)
def test_no_method_of_a_resource_is_called_like_one_of_ours(
    api: Callable[[str], Api], function: str, name: str
) -> None:
    built = api(
        "paths: {/p: {get: {operationId: a, tags: [t], x-sdk: {function: "
        + function
        + "}, responses: {'204': {description: d}}}}}"
    )
    assert [operation.function for operation in built.operations] == [name]


@pytest.mark.parametrize(
    ("wire", "module"),
    [
        *(
            (name, f"{name.lower()}_")
            for name in (
                "Con",
                "Prn",
                "Aux",
                "Nul",
                "Annotations",
                "Typing",
                "Models",
                "Inputs",
                "Class",
            )
        )
    ],
)
def test_no_module_is_called_like_a_device_a_keyword_or_one_of_ours(
    api: Callable[[str], Api], wire: str, module: str
) -> None:
    built = api(f"components: {{schemas: {{{wire}: {{type: object, properties: {{a: {{}}}}}}}}}}\n")
    assert [model.module for model in built.models] == [module]


def _needed() -> set[str]:
    """The modules of what an emitted package needs, with what that needs itself."""
    modules: set[str] = set()
    waiting, met = ["httpx2", "pydantic", "typing_extensions"], set[str]()
    while waiting:
        name = waiting.pop().lower().replace("-", "_")
        if name not in met:
            met.add(name)
            try:
                found = distribution(name)
            except PackageNotFoundError:  # of another system
                continue
            modules |= {
                file.parts[0].removesuffix(".py")
                for file in found.files or ()
                if file.suffix == ".py"
            }
            waiting += [
                re.split(r"[^\w.-]", each)[0]
                for each in found.requires or ()
                if "extra ==" not in each
            ]
    return {module for module in modules if module.isidentifier() and not module.startswith("_")}


@pytest.mark.parametrize(
    "name",
    [
        *sorted(_needed()),
        "pytest",
        "conftest",
        "tests",
        "h11",
        "certifi",
        "httpcore2",
        "sniffio",
        "json",
    ],
)
def test_no_package_is_called_like_what_it_needs(api: Callable[[str], Api], name: str) -> None:
    title = (
        f"openapi: 3.1.0\ninfo: {{title: {name.replace('_', ' ')}, version: '1'}}\npaths: {{}}\n"
    )
    assert api(title).package == f"{name}_api"


def test_a_package_is_called_alike_on_every_python() -> None:
    """Whichever modules its library has: 3.13 has no `cgi`, and 3.14 has `compression`."""
    assert (
        sys.stdlib_module_names | {"cgi", "compression", "annotationlib", "telnetlib", "asynchat"}
        <= SHADOWED
    )


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("a", "b", "a"),
        ("a", "a", "a_"),
        ("a", "a a_", "a_2"),
        ("a", "a a_ a_2", "a_3"),
        ("A", "A A_", "A2"),
        ("A1", "A1 A1_", "A1_2"),
        ("Ab", "Ab Ab_ Ab2", "Ab3"),
    ],
)
def test_a_name_that_is_taken_is_numbered_from_two(name: str, taken: str, expected: str) -> None:
    assert free(name, taken.split()) == free(name, iter(taken.split())) == expected


class _Counting(Taken):
    """Counts how often it is asked for a name."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        self.asked += 1
        return super().__contains__(name)


@pytest.mark.parametrize(("name", "trailing"), [("sample", "_"), ("Pet", "Model"), ("pet2", "_")])
def test_equal_names_are_numbered_as_one_by_one_and_each_takes_the_same_work(
    name: str, trailing: str
) -> None:
    counting, plain = _Counting({f"{name}_4", f"{name}4"}), {f"{name}_4", f"{name}4"}
    for _ in range(500):
        expected = free(name, plain, trailing=trailing)
        plain.add(expected)
        assert counting.take(name, trailing=trailing) == expected
    assert counting == plain
    assert counting.asked < 500 * 5


def test_many_names_that_come_to_one_are_told_apart_in_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []

    def contains(taken: Taken, name: object) -> bool:
        asked.append(name)
        return set.__contains__(taken, name)

    monkeypatch.setattr(Taken, "__contains__", contains, raising=False)
    wires = [f"pet{'-' * number}" for number in range(1, 501)]
    assert len(set(assign(wires, snake, reserved=frozenset()).values())) == 500
    assert len(asked) < 500 * 5


@pytest.mark.parametrize(
    ("wires", "expected"),
    [
        (["b", "B"], {"b": "b", "B": "b_"}),  # what is spelled like Python first
        (["B c", "b-c"], {"B c": "b_c", "b-c": "b_c_"}),  # in code-point order
        (["class"], {"class": "class_"}),
        (["class_", "class"], {"class": "class_", "class_": "class_2"}),
        (["Class", "class"], {"Class": "class_", "class": "class_2"}),
        (["X", "X"], {"X": "x"}),
    ],
)
def test_names_are_given_to_who_spells_them_so_then_to_who_alone_wants_them(
    wires: list[str], expected: dict[str, str]
) -> None:
    assert assign(wires, snake, reserved=RESERVED_FIELDS) == expected


def test_the_name_that_is_spelled_like_python_keeps_it() -> None:
    assert assign(["ID", "id", "Id"], snake, reserved=frozenset()) == {
        "id": "id",
        "ID": "id_",
        "Id": "id_2",
    }


def test_names_do_not_depend_on_the_order_of_the_document() -> None:
    wires = ["id", "ID", "i-d", "i_d", "class", "class_"]
    results = {
        tuple(sorted(assign(order, snake, reserved=RESERVED_FIELDS).items()))
        for order in itertools.permutations(wires)
    }
    assert len(results) == 1


@given(st.lists(st.text(max_size=6), unique=True))
def test_distinct_wire_names_get_distinct_legal_names(wires: list[str]) -> None:
    names = assign(wires, snake, reserved=RESERVED_FIELDS)
    assert len(set(names.values())) == len(wires)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names.values())
    assert not set(names.values()) & RESERVED_FIELDS


def test_a_schema_named_like_a_builtin_or_a_name_of_the_package_gives_way() -> None:
    names = assign(
        ["list", "Any", "UUID", "Model", "Pet"], pascal, reserved=RESERVED_CLASSES, trailing="Model"
    )
    assert names == {
        "list": "List",
        "Any": "AnyModel",
        "UUID": "UUIDModel",
        "Model": "ModelModel",
        "Pet": "Pet",
    }


def test_who_alone_wants_a_name_has_it_before_those_that_give_way_to_it() -> None:
    names = assign(["Any", "any model"], pascal, reserved=RESERVED_CLASSES, trailing="Model")
    assert names == {"any model": "AnyModel", "Any": "Any2"}


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("a" * 120, 120),
        ("a" * 121, 120),
        ("\u00e9" * 60, 60),
        ("\u00e9" * 61, 40),
        ("\u540d" * 40, 40),
        ("\u540d" * 41, 40),
    ],
)
def test_a_file_has_a_name_that_file_systems_take(name: str, length: int) -> None:
    assert len(file(name)) == length
    assert (file(name) == name) is (len(name.encode()) <= 120)


@pytest.mark.parametrize("name", ["a" * LONGEST, "_".join(["word"] * 16), "Word" * 20])
def test_a_name_that_is_short_enough_stays_as_it_is(name: str) -> None:
    assert shortened(name) == name


def test_a_name_that_is_too_long_keeps_its_first_and_its_last_words() -> None:
    text = "get the " + "very " * 30 + "last report"
    assert snake(text) == f"get_the{'_very' * 8}_x10805808{'_very' * 2}_last_report"
    assert pascal(text) == f"GetThe{'Very' * 10}X06370720{'Very' * 3}LastReport"


@given(st.text(min_size=60), st.text(min_size=1), st.integers(0, 60))
def test_names_of_any_length_are_cut_to_identifiers_that_differ_as_they_did(
    text: str, more: str, at: int
) -> None:
    texts = (text * 3, text * 2 + text[:at] + more + text[at:])
    for style in (snake, pascal):
        whole, cut = (
            [style(each, "value", length) for each in texts] for length in (WHOLE, LONGEST)
        )
        assert all(name.isidentifier() and len(name) <= LONGEST for name in cut)
        assert all(unicodedata.normalize("NFKC", name) == name for name in cut)
        assert (whole[0] == whole[1]) == (cut[0] == cut[1])
        assert all(len(file(name).encode()) <= 180 for name in cut)


def test_a_schema_chooses_the_name_of_its_class_and_another_gives_way(
    api: Callable[[str], Api],
) -> None:
    an_object = "type: object, properties: {text: {type: string}}"
    schemas = {
        "PetDto": f"{{{an_object}, x-sdk: {{model: Pet}}}}",
        "Pet": f"{{{an_object}}}",
        "PetView": f"{{{an_object}, x-sdk: {{model: Pet}}}}",
        "Whole": "{allOf: [{$ref: '#/components/schemas/PetDto'}], properties: {more: {}}}",
        "Text": f"{{{an_object}, x-sdk: {{model: str}}}}",
        "Nested": "{type: object, x-sdk: {model: outer}, properties: "
        f"{{part: {{{an_object}}}}}}}",
    }
    listed = "".join(f"    {name}: {schema}\n" for name, schema in schemas.items())
    made = api(f"paths: {{}}\ncomponents:\n  schemas:\n{listed}")
    assert {model.wire: model.name for model in made.models} == {
        "PetDto": "Pet",
        "PetView": "PetModel",
        "Pet": "Pet2",
        "Whole": "Whole",
        "Text": "Str",
        "Nested": "Outer",
        "part": "OuterPart",
    }
