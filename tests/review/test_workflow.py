"""The workflow of pull requests: its scripts are run as a runner would, against a service of comments that is played."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from generator.review.report import MARKER

ROOT = Path(__file__).parents[2]
JOB = yaml.safe_load((ROOT / ".github" / "workflows" / "review.yml").read_text(encoding="utf-8"))["jobs"]["review"]
GH = """\
#!{python}
# Plays `gh api` for the comments of one pull request, which are kept in a file.
import json, pathlib, sys
file, arguments = pathlib.Path({comments!r}), sys.argv[1:]
comments = json.loads(file.read_text()) if file.exists() else []
assert arguments.pop(0) == "api"
if "--method" not in arguments:
    assert arguments[-2] == "--jq" and "github-actions[bot]" in arguments[-1] and {marker!r} in arguments[-1]
    assert "repos/someone/sdk/issues/7/comments" in arguments
    print("\\n".join(str(number) for number, comment in enumerate(comments) if comment.startswith({marker!r})))
    sys.exit()
method, path, body = arguments[arguments.index("--method") + 1:][0], arguments[-3], arguments[-1]
assert body.startswith("body=@")
text = pathlib.Path(body.removeprefix("body=@")).read_text()
if method == "POST":
    assert path == "repos/someone/sdk/issues/7/comments"
    comments.append(text)
else:
    assert method == "PATCH"
    comments[int(path.removeprefix("repos/someone/sdk/issues/comments/"))] = text
file.write_text(json.dumps(comments))
"""


@dataclass
class Runner:
    """A checkout of a pull request. `steps` are the scripts of the last run with their exit codes, `log` what they printed."""

    folder: Path
    comments: Path
    steps: list[tuple[str, int]] = field(default_factory=list)
    log: str = ""

    def git(self, *arguments: str) -> None:
        identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=True, capture_output=True)

    def change(self, before: str, after: str) -> None:
        file = self.folder / "spec" / "schemas" / "notification.yaml"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
        self.git("commit", "--quiet", "--all", "--message", "Change the document")

    def run(self) -> list[str]:
        """Runs every script whose condition holds, until one fails; gives the comments that are there then."""
        outputs, summary = self.folder / ".outputs", self.folder / ".summary"
        for file in (outputs, summary):
            file.write_text("")
        self.steps, self.log = [], ""
        environment = os.environ | {
            "BASE": "main",
            "NUMBER": "7",
            "RUN": "https://forge.example.com/someone/sdk/actions/runs/1",
            "GITHUB_REPOSITORY": "someone/sdk",
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(summary),
            "PATH": f"{self.folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
        }
        for step in JOB["steps"]:
            script = step.get("run", "")
            if not script or script.startswith("make"):
                continue
            if "outputs.code" in step.get("if", "") and "code=0\n" in outputs.read_text():
                continue
            done = subprocess.run(
                ["bash", "-e", "-c", script], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
            )
            self.steps.append((step.get("name", ""), done.returncode))
            self.log += done.stdout
            assert done.returncode < 2, done.stderr
            if done.returncode:
                break
        return list(json.loads(self.comments.read_text()))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A pull request that has changed nothing yet."""
    folder = tmp_path / "sdk"
    folder.mkdir()
    for name in ("spec", "generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    comments = tmp_path / "comments.json"
    scripts = {
        ".venv/bin/python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
        ".bin/gh": GH.format(python=sys.executable, comments=str(comments), marker=MARKER),
    }
    for name, text in scripts.items():
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
    made = Runner(folder, comments)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.git("add", "spec")
    made.git("commit", "--quiet", "--message", "The document")
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    made.git("checkout", "--quiet", "-b", "change")
    # What came to the base since is no part of the change.
    made.git("checkout", "--quiet", "-b", "later", "main")
    made.change("    urgent:\n", "    pressing:\n")
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    made.git("checkout", "--quiet", "change")
    return made


def test_one_comment_is_posted_and_updated_and_a_break_is_told_before_it_fails(runner: Runner):
    runner.change("    urgent:\n      type: boolean\n", "    urgent:\n      type: string\n      title: '::error::x'\n")
    runner.comments.write_text(json.dumps(["a remark"]))
    remark, comment = runner.run()
    assert remark == "a remark"
    assert comment.startswith(MARKER)
    assert "pressing" not in comment
    assert comment.partition("[The whole review")[0].strip() == (runner.folder / ".summary").read_text().strip()
    assert "Execution.urgent" in comment
    assert comment.rstrip().endswith("(https://forge.example.com/someone/sdk/actions/runs/1#artifacts)")
    assert [code for _, code in runner.steps] == [0] * (len(runner.steps) - 1) + [1]
    assert runner.steps[-1][0].startswith("Fail")
    quiet, said = runner.log.partition("::stop-commands::")[2].split("\n", 1)
    report, _, rest = said.partition(f"::{quiet}::\n")
    assert "Execution.urgent: type changed from boolean to string" in report
    assert re.findall(r"^::(\w+) file=([^,]*),line=\d+", rest, re.MULTILINE) == [("warning", "spec/schemas/notification.yaml")]
    assert "::error::" not in rest.replace("%3A", ":").replace("::warning", "")

    runner.comments.write_text(json.dumps([remark, comment, f"{MARKER}\nan older one"]))
    runner.git("checkout", "--quiet", "main", "--", "spec")
    runner.git("commit", "--quiet", "--message", "As it was")
    _, comment, older = runner.run()
    assert "No API change" in comment
    assert older == f"{MARKER}\nan older one"
    assert {code for _, code in runner.steps} == {0}
