import json

from generator.document.diagnostics import Diagnostic, Location, Rule
from generator.output import findings

RULES = (
    Rule("OAS001", "error", "summary, with: comma", "reason", "remedy"),
    Rule("OAS002", "info", "other", "why", "what to do"),
)
FOUND = (
    Diagnostic(
        "OAS001", "error", "50% of\nit: bad", Location("spec/my file.yaml", 3, 5, "/paths/~1a")
    ),
    Diagnostic("OAS002", "info", "no place", None),
)


def test_text_is_one_line_a_finding_what_to_do_about_each_rule_of_them_and_a_count():
    first, second = FOUND
    assert findings.as_text((first, second, first), RULES).splitlines() == [
        "spec/my file.yaml:3:5: OAS001 50% of\\nit: bad (at #/paths/~1a) [error]",
        "OAS002 no place [note]",
        "spec/my file.yaml:3:5: OAS001 50% of\\nit: bad (at #/paths/~1a) [error]",
        "what to do:",
        "  OAS001: remedy",
        "  OAS002: what to do",
        "2 errors, 1 note",
    ]
    assert findings.as_text((), RULES) == "no findings"


def test_what_to_do_about_what_is_new_is_told():
    first, second = FOUND
    assert findings.finding_changes([first], [second], RULES) == [
        "new: OAS002 no place [note]",
        "gone: spec/my file.yaml:3:5: OAS001 50% of\\nit: bad (at #/paths/~1a) [error]",
        "what to do:",
        "  OAS002: what to do",
    ]
    assert findings.finding_changes([first], [], RULES)[1:] == []


def test_json_holds_every_part():
    assert json.loads(findings.as_json(FOUND, RULES)) == {
        "findings": [
            {
                "code": "OAS001",
                "severity": "error",
                "message": "50% of\nit: bad",
                "file": "spec/my file.yaml",
                "line": 3,
                "column": 5,
                "pointer": "/paths/~1a",
            },
            {
                "code": "OAS002",
                "severity": "info",
                "message": "no place",
                "file": None,
                "line": None,
                "column": None,
                "pointer": None,
            },
        ]
    }


def test_a_workflow_command_is_one_line_whatever_the_text_holds():
    assert findings.github(FOUND, RULES).splitlines() == [
        "::error file=spec/my file.yaml,line=3,col=5,title=OAS001 summary%2C with%3A comma"
        "::50%25 of%0Ait: bad (at #/paths/~1a)",
        "::notice title=OAS002 other::no place",
    ]


def test_sarif_points_each_result_at_its_rule_and_place():
    log = json.loads(findings.sarif(FOUND, RULES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["OAS001", "OAS002"]
    assert run["tool"]["driver"]["rules"][1]["defaultConfiguration"] == {"level": "note"}
    first, second = run["results"]
    assert first == {
        "ruleId": "OAS001",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "50% of\nit: bad"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "spec/my%20file.yaml"},
                    "region": {"startLine": 3, "startColumn": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": "#/paths/~1a"}],
            }
        ],
    }
    assert "locations" not in second


def test_rules_are_listed_with_reason_and_remedy():
    refusing = Rule("OAS003", "error", "third", "so", "do", "refuses")
    assert findings.rules_as_text([refusing]).startswith("OAS003 error, refuses: third\n")
    assert findings.rules_as_text(RULES[1:]) == "OAS002 info: other\n    why\n    what to do"
    assert json.loads(findings.rules_as_json(RULES[1:])) == {
        "rules": [
            {
                "code": "OAS002",
                "severity": "info",
                "effect": "counted",
                "summary": "other",
                "reason": "why",
                "remedy": "what to do",
            }
        ]
    }
