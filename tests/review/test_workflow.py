"""The action that pull requests are reviewed with, run for real: a remote, a checkout as
`actions/checkout` leaves it, the scripts in their order and under their conditions, against a
service of comments that is played."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from markdown_it import MarkdownIt

from generator.review.report import MARKER
from hatch_build import PROGRAM
from tests import written_yaml
from tests.review.loaded_program import loaded_program

ROOT = Path(__file__).parents[2]
ACTION = written_yaml.read((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOW = written_yaml.read(
    (ROOT / ".github" / "workflows" / "review.yml").read_text(encoding="utf-8")
)
(OWN,) = (step["with"] for step in WORKFLOW["jobs"]["review"]["steps"] if step["uses"] == "./")
CODE = "steps.review.outputs.code"
GITHUB_LIMIT: Final = 65_536
GH = """\
#!{python} -IS
# Plays `gh api` for the comments of one pull request, which are kept in a file with all calls.
import json, pathlib, sys
file, arguments = pathlib.Path({state!r}), sys.argv[1:]
state = json.loads(file.read_text())
state["calls"].append(list(arguments))
assert arguments.pop(0) == "api"
if "--method" not in arguments:
    assert arguments[-2] == "--jq" and "github-actions[bot]" in arguments[-1]
    marker = arguments[-1].partition('startswith("')[2].partition('"')[0]
    assert marker.startswith({marker!r}.removesuffix(" -->")) and marker.endswith(" -->")
    assert "repos/someone/sdk/issues/7/comments" in arguments
    print("\\n".join(str(number) for number, comment in enumerate(state["comments"]) if comment.startswith(marker)))
else:
    method, path, body = arguments[arguments.index("--method") + 1], arguments[-3], arguments[-1]
    assert body.startswith("body=@")
    text = pathlib.Path(body.removeprefix("body=@")).read_text(encoding="utf-8")
    if method == "POST":
        assert path == "repos/someone/sdk/issues/7/comments"
        state["comments"].append(text)
    else:
        assert method == "PATCH"
        state["comments"][int(path.removeprefix("repos/someone/sdk/issues/comments/"))] = text
file.write_text(json.dumps(state))
"""
HOSTILE = (
    "::error::x",
    "::add-mask::e",
    "```",
    "~~~~",
    "`<!-- api-review -->`",
    "<!-- api-review -->",
    "-->",
    "${{ github.token }}",
    "$(touch pwned) `touch pwned`",
    "</details></code>",
    "@everyone",
    "[x](https://example.com)",
)


def _operation(name: str, number: int) -> str:
    said = json.dumps(f"{HOSTILE[number % len(HOSTILE)]} {name}\n{HOSTILE[number % len(HOSTILE)]}")
    parameter = {
        "name": f"{HOSTILE[number % len(HOSTILE)]} {number}",
        "in": "query",
        "schema": {"maximum": 1000 + number},
    }
    lines = (
        f"/{name}:",
        "  get:",
        f"    operationId: {name}",
        f"    summary: {said}",
        f"    parameters: [{json.dumps(parameter)}]",
        "    responses: {'204': {description: Nothing.}}",
    )
    return "".join(f"  {line}\n" for line in lines)


def _document(operations: int) -> str:
    head = "openapi: 3.1.0\ninfo: {title: Small, version: '1.0.0'}\npaths:\n"
    return head + "".join(_operation(f"list{number}", number) for number in range(operations))


DOCUMENT = _document(len(HOSTILE))
MUCH = _document(120)


@dataclass
class Remote:
    """The repository on a forge, and a clone of it in which people work. `head` is where the pull
    request comes from.
    """

    bare: Path
    work: Path
    head: str

    def git(self, *arguments: str) -> None:
        _git(self.work, *arguments)

    def write(self, text: str, name: str = "openapi.yaml") -> None:
        (self.work / "spec").mkdir(exist_ok=True)
        (self.work / "spec" / name).write_text(text, encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "spec")
        self.git("commit", "--quiet", "--message", message)

    def push(self) -> None:
        """What a forge makes of a push to the pull request: its head, and its merge with the base
        as that is then.
        """
        self.git(
            "push",
            "--quiet",
            "--force",
            "origin",
            f"HEAD:refs/{'heads/change' if self.head == 'someone/sdk' else 'pull/7/head'}",
        )
        self.git("checkout", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", "Merge", "change")
        self.git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/7/merge")
        self.git("checkout", "--quiet", "change")


def _git(folder: Path, *arguments: str) -> None:
    identity = [
        "-c",
        "user.name=Reader",
        "-c",
        "user.email=reader@example.com",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@dataclass
class Run:
    """One run of the job: the exit codes of its scripts by name, what they printed, their summary,
    what was uploaded, by its name.
    """

    steps: dict[str, int] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    uploaded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """The exit code of the script that failed the job, 0 where none did."""
        return next((code for code in self.steps.values() if code), 0)

    @property
    def commands(self) -> list[str]:
        """The commands that a runner would have done, each with its first property; those that were
        stopped are none.
        """
        found, until = [], None
        for line in self.log.splitlines():
            if until is not None:
                until = None if line == f"::{until}::" else until
            elif match := re.match(r"\s*::([\w-]+(?: \w+)?)[^:]*::(.*)", line):
                found.append(match[1])
                until = match[2] if match[1] == "stop-commands" else None
        return found


@dataclass
class Runner:
    """Runs the action in a fresh checkout of the pull request, as GitHub does; `given` are its
    inputs, those of our own workflow where it does not say.
    """

    remote: Remote
    folder: Path
    program: str
    runs: int = 0
    given: dict[str, str] = field(default_factory=lambda: dict(OWN))

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.state = self.folder / "state.json"
        self.state.write_text(json.dumps({"comments": ["a remark"], "calls": []}), encoding="utf-8")
        _script(
            self.folder / "bin" / "gh",
            GH.format(python=sys.executable, state=str(self.state), marker=MARKER),
        )
        _script(self.folder / "bin" / PROGRAM, self.program)

    @property
    def comments(self) -> list[str]:
        return list(json.loads(self.state.read_text(encoding="utf-8"))["comments"])

    @property
    def calls(self) -> list[list[str]]:
        return list(json.loads(self.state.read_text(encoding="utf-8"))["calls"])

    def checkout(self) -> Path:
        """What `actions/checkout` with `fetch-depth: 0` leaves, and the tools that the job
        installs.
        """
        self.runs += 1
        folder = self.folder / f"run-{self.runs}"
        folder.mkdir()
        _git(folder, "init", "--quiet")
        _git(folder, "remote", "add", "origin", self.remote.bare.as_posix())
        branches, merge = (
            "+refs/heads/*:refs/remotes/origin/*",
            "+refs/pull/7/merge:refs/remotes/pull/7/merge",
        )
        _git(
            folder,
            "fetch",
            "--quiet",
            "--prune",
            "--no-recurse-submodules",
            "origin",
            branches,
            merge,
        )
        _git(folder, "checkout", "--quiet", "--force", "refs/remotes/pull/7/merge")
        return folder

    def run(self) -> Run:
        folder, run = self.checkout(), Run()
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if run.failed or not _holds(step.get("if", "true"), self._context(run)):
                continue
            if "upload-artifact" in step.get("uses", ""):
                given = {
                    name: _filled(value, self._context(run)) for name, value in step["with"].items()
                }
                path = Path(given["path"])
                assert path.is_file()
                run.uploaded.append((given["name"], path.name))
            elif "run" in step and step["name"] != "Install":
                self._script(folder, run, number, step)
        status = subprocess.run(
            ["git", "status", "--porcelain"], cwd=folder, check=True, capture_output=True
        )
        assert status.stdout == b"", "what the action writes is not in the checkout"
        return run

    def _script(self, folder: Path, run: Run, number: int, step: Mapping[str, Any]) -> None:
        files = {
            name: self.folder / f"{name}-{self.runs}-{number}"
            for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "script")
        }
        for file in files.values():
            file.write_text("", encoding="utf-8")
        files["script"].write_text(step["run"], encoding="utf-8")
        assert step["shell"] == "bash"
        environment = {name: os.environ[name] for name in ("HOME",) if name in os.environ} | {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "someone/sdk",
            "RUNNER_TEMP": str(self.temporary),
            **{name: str(file) for name, file in files.items() if name != "script"},
            **{
                name: _filled(str(value), self._context(run))
                for name, value in step.get("env", {}).items()
            },
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(files["script"])],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        run.steps[step.get("name", "")] = done.returncode
        run.log += done.stdout.decode("utf-8")
        run.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        for name, _, value in (line.partition("=") for line in lines):
            run.outputs[f"steps.{step['id']}.outputs.{name}"] = value

    def _context(self, run: Run) -> dict[str, str]:
        return {
            "github.base_ref": "main",
            "github.repository": "someone/sdk",
            "github.event.pull_request.number": "7",
            "github.event.pull_request.head.repo.full_name": self.remote.head,
            "github.token": "secret",
            "github.server_url": "https://forge.example.com",
            "github.run_id": "1",
            "runner.temp": str(self.temporary),
            "github.event_name": "pull_request",
            **{f"steps.{step}.outputs.code": "" for step in ("lint", "check", "review")},
            **{f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()},
            **{f"inputs.{name}": value for name, value in self.given.items()},
            "inputs.token": "secret",
            **run.outputs,
        }


def _script(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def _filled(text: str, context: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: context[match[1]], text)


def _holds(condition: str, context: Mapping[str, str]) -> bool:
    """A condition of the action: values compared, all of which have to hold."""
    return condition == "true" or all(_compared(each, context) for each in condition.split(" && "))


def _compared(condition: str, context: Mapping[str, str]) -> bool:
    match = re.fullmatch(r"([\w.-]+) (==|!=|<|>) ([\w.-]+|'\w*')", condition)
    assert match is not None, f"a condition that this runner does not know: {condition}"
    one, other = (context.get(each, each.strip("'")) for each in match.group(1, 3))
    if match[2] in ("==", "!="):
        return (one == other) == (match[2] == "==")
    if not one:  # an output that no step gave counts as 0
        one = "0"
    return int(one) < int(other) if match[2] == "<" else int(one) > int(other)


def _pull_request(folder: Path, head: str, program: str) -> Runner:
    """A pull request that has changed nothing yet, whose base went on since."""
    bare, work = folder / "remote.git", folder / "work"
    _git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(bare))
    _git(folder, "init", "--quiet", "--initial-branch", "main", str(work))
    remote = Remote(bare, work, head)
    remote.git("remote", "add", "origin", str(bare))
    remote.write(DOCUMENT)
    remote.commit("The document")
    remote.git("push", "--quiet", "origin", "main")
    remote.git("checkout", "--quiet", "-b", "change")
    return Runner(remote, folder / "runner", program)


def _markup(comment: str) -> set[str]:
    """The tags and remarks that a comment has when it is shown."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(comment)
    assert "<a href" not in html.replace(
        '<a href="https://forge.example.com/someone/sdk/actions/runs/1#artifacts"', ""
    )
    written = {
        "p",
        "h2",
        "h3",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
        "pre",
        "a",
        "em",
    }
    found = re.findall(r"<!--.*?-->|<[^>]*>", html)
    plain = [re.sub(r" [\w-]+=\"[^\"]*\"", "", each) for each in found]
    return {each for each in plain if each.strip("</>") not in written}


@pytest.fixture(scope="module")
def program() -> Iterator[str]:
    with loaded_program() as text:
        yield text


@pytest.fixture
def branch(tmp_path: Path, program: str) -> Runner:
    return _pull_request(tmp_path, "someone/sdk", program)


@pytest.fixture
def fork(tmp_path: Path, program: str) -> Runner:
    return _pull_request(tmp_path, "another/sdk", program)


# All that run the action, though some take less: begun together they share what has it loaded.
@pytest.mark.heavy
def test_a_branch_has_one_comment_that_follows_it(branch: Runner) -> None:
    remote = branch.remote
    remote.write(MUCH)
    remote.commit("Many operations")
    remote.git("push", "--quiet", "origin", "change:main")
    remote.git("branch", "--quiet", "--force", "main")
    remote.write(
        re.sub(r'"maximum": 1(\d+)', r'"maximum": \1', MUCH).replace("summary: ", "description: ")
    )
    remote.commit("Break every operation")
    remote.push()
    remote.git("checkout", "--quiet", "main")
    remote.write(MUCH.replace("/list1:", "/pressing:"))
    remote.commit("What came to the base since is no part of the change")
    remote.git("push", "--quiet", "origin", "main")

    run = branch.run()
    remark, comment = branch.comments
    assert (run.failed, run.outputs) == (1, {CODE: "1", "steps.page.outputs.artifact": "review"})
    assert run.uploaded == [("review", "review.html")]
    assert list(run.steps)[-1].startswith("Fail")
    assert remark == "a remark"
    assert comment.startswith(f"{MARKER}\n")
    assert _markup(comment) == {
        MARKER,
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<code>",
        "</code>",
        "<b>",
        "</b>",
    }
    assert 55_000 < len(comment.encode("utf-16-le")) // 2 <= GITHUB_LIMIT
    assert "did not fit" in comment
    assert comment.rstrip().endswith(
        "(https://forge.example.com/someone/sdk/actions/runs/1#artifacts)"
    )
    assert comment.partition("[The whole review")[0].strip() == run.summary.strip()
    assert "pressing" not in comment
    assert set(run.commands) == {"stop-commands", "error file"}
    assert "secret" not in run.log + comment
    assert not list(branch.folder.rglob("pwned"))
    assert [call[1:3] for call in branch.calls] == [
        ["--paginate", "repos/someone/sdk/issues/7/comments"],
        ["--silent", "--method"],
    ]

    remote.git("checkout", "--quiet", "-B", "change", "main")
    remote.write("# No change of the API.\n", "README.yaml")
    remote.commit("Nothing that matters")
    remote.push()
    run = branch.run()
    assert run.failed == 0
    assert len(branch.comments) == 2
    assert "No API change" in branch.comments[1]
    assert branch.calls[-1][3:5] == ["PATCH", "repos/someone/sdk/issues/comments/1"]

    remote.write(
        DOCUMENT + "  /x: {$ref: '#/components/pathItems/```<!-- ${{ x }} -->'}\n::error::y\n"
    )
    remote.commit("What cannot be read")
    remote.push()
    run = branch.run()
    assert (run.failed, run.outputs, run.uploaded) == (2, {CODE: "2"}, [])
    assert len(branch.comments) == 2
    assert branch.comments[1].strip() == run.summary.strip()
    head, _, findings = run.summary.partition("(exit code 2):\n\n")
    assert "**Nothing was compared" in head
    assert findings.startswith("    head: spec/openapi.yaml:")
    assert all(line.startswith("    ") for line in findings.splitlines())
    assert set(run.commands) == {"stop-commands"}


@pytest.mark.heavy
def test_a_fork_has_its_report_in_the_summary(fork: Runner) -> None:
    fork.remote.write(DOCUMENT.replace("operationId: list0\n", "operationId: list_all\n"))
    fork.remote.commit("Another name")
    fork.remote.push()
    run = fork.run()
    assert run.failed == 1  # a package that is vendored breaks its callers
    assert run.summary.startswith(MARKER)
    assert "Fails under `--fail-on any`" in run.summary.replace("\\", "")
    assert "list_all" in run.summary
    assert run.uploaded == [("review", "review.html")]
    assert (fork.calls, fork.comments) == ([], ["a remark"])


@pytest.mark.heavy
def test_another_repository_has_its_document_linted_and_its_sdk_checked(branch: Runner) -> None:
    remote = branch.remote
    branch.given = {"out": "sdk"}
    remote.write(DOCUMENT.replace("responses: {'204'", "responses: {'999999'", 1))
    remote.commit("What lint finds")
    remote.push()
    run = branch.run()
    codes = {name.split(".")[1]: value for name, value in run.outputs.items()}
    assert codes == {"lint": "1", "check": "1", "review": "2"}
    assert "::error file=spec/openapi.yaml" in run.log
    assert (run.failed, list(run.steps)[-1]) == (2, "Fail")
    assert "failed: lint (exit code 1)\nfailed: check (exit code 1)\n" in run.log


@pytest.mark.heavy
def test_each_target_has_a_comment_of_its_own(branch: Runner) -> None:
    remote = branch.remote
    sdks = "{one: {spec: spec/openapi.yaml, out: a}, two: {spec: spec/other.yaml, out: b}}"
    remote.write(DOCUMENT, "other.yaml")
    (remote.work / "sdk.yaml").write_text(f"targets: {sdks}\n", encoding="utf-8")
    remote.git("add", "sdk.yaml")
    remote.commit("Two documents")
    remote.git("push", "--quiet", "origin", "change:main")
    remote.git("branch", "--quiet", "--force", "main")
    remote.write(DOCUMENT.replace("operationId: list0\n", "operationId: list_all\n"), "other.yaml")
    remote.commit("Another name")
    remote.push()
    uploaded = []
    for target, fails in (("one", 0), ("two", 1), ("two", 1)):
        branch.given = {"check": "false", "lint": "false", "target": target}
        run = branch.run()
        assert run.failed == fails
        uploaded += run.uploaded
    names = ("review-one", "review-two", "review-two")
    assert uploaded == [(name, "review.html") for name in names]
    _, one, two = branch.comments
    assert one.startswith("<!-- api-review one -->\n")
    assert two.startswith("<!-- api-review two -->\n")
    assert "No API change" in one
    assert "list_all" in two
    branch.given = {"check": "false", "lint": "false"}
    run = branch.run()
    assert run.failed == 2
    assert "choose with --target: one, two" in run.summary
    assert branch.comments[3].startswith(f"{MARKER}\n")
    assert "#artifacts" not in branch.comments[3], "the page is of a run before"


def test_what_fails_is_chosen_in_one_place() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    reviews = [script for script in scripts if f"{PROGRAM} review" in script]
    assert reviews
    assert all(
        script.count(f"{PROGRAM} review") == script.count('--fail-on "$FAIL_ON"')
        for script in reviews
    )
    assert not [script for script in scripts if "${{" in script], (
        "an expression in a script is code of a stranger"
    )


def test_every_input_that_is_given_is_one() -> None:
    assert OWN.keys() <= ACTION["inputs"].keys()
