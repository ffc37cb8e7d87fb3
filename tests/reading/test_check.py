"""The commands of reading, as a user runs them: check in its forms, repairs, init, new, schema, doctor."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from relreport.cli import run

BAD = "---\nname: 路桥\ncontacts: [{id: wang-lei, name: 王磊}]\nneeds:\n  - {need: 工期要紧, from: wang-li}\n---\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "accounts").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def put(workspace: Path, name: str, text: str | bytes) -> Path:
    place = workspace / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return place


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def test_valid_files_are_said_to_be(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(workspace, "accounts/a.md", "---\nname: x\n---\n")
    assert run(["check"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "1 file: all valid\n")
    assert run(["--quiet", "check"]) == 0
    assert capsys.readouterr().err == ""


def test_the_text_form_has_a_caret_under_the_place(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, "accounts/a.md", BAD)
    assert run(["check"]) == 1
    lines = capsys.readouterr().out.split("\n")
    assert lines[0] == "accounts/a.md:5:24: error[E210] unknown contact 'wang-li'; did you mean 'wang-lei'?"
    assert width(lines[2][: lines[2].index("^")]) == width(lines[1][: lines[1].index("wang-li")])
    assert lines[2].count("^") == len("wang-li")


def test_only_the_text_form_shows_what_is_written(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, "accounts/a.md", BAD)
    for form in ("json", "github", "gitlab", "sarif"):
        assert run(["check", "--format", form]) == 1
        out = capsys.readouterr().out
        assert "工期要紧" not in out
        assert "wang-li" in out


def test_json_is_the_contract(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(workspace, "accounts/a.md", BAD)
    put(workspace, "accounts/b.md", "---\nname: x #1\n---\n")
    assert run(["check", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 2
    (error,) = told["errors"]
    assert {key: error[key] for key in ("path", "line", "column", "code")} == {
        "path": "accounts/a.md", "line": 5, "column": 24, "code": "E210",
    }  # fmt: skip
    assert [one["code"] for one in told["warnings"]] == ["W301"]


def test_github_gitlab_and_sarif(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(workspace, "accounts/a,b/c.md", BAD)
    run(["check", "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=accounts/a%2Cb/c.md,line=5,col=24,")
    run(["check", "--format", "gitlab"])
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["location"] == {"path": "accounts/a,b/c.md", "lines": {"begin": 5, "end": 5}}
    run(["check", "--format", "sarif"])
    told = json.loads(capsys.readouterr().out)
    (result,) = told["runs"][0]["results"]
    assert told["version"] == "2.1.0"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 5


def test_warnings_alone_are_no_problem_unless_strict(workspace: Path) -> None:
    put(workspace, "accounts/a.md", "---\nname: x #1\n---\n")
    assert run(["check"]) == 0
    assert run(["check", "--strict"]) == 1


def test_safe_repairs_change_nothing_else(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "\ufeff---\r\nname：路桥   # 名称\r\ntier_why: [volume，profit]\r\ninteractions:\r\n"
        "  - {on: 2026-10-12， kind：visit, note: 价格 5,000 元}\r\n---\r\n正文\r\n"
    )
    place = put(workspace, "accounts/a.md", text)
    assert run(["check", "--fix"]) == 0
    assert place.read_bytes().decode() == (
        "\ufeff---\r\nname: 路桥   # 名称\r\ntier_why: [volume, profit]\r\ninteractions:\r\n"
        '  - {on: 2026-10-12, kind: visit, note: "价格 5,000 元"}\r\n---\r\n正文\r\n'
    )
    assert "+name: 路桥" in capsys.readouterr().err


def test_a_guess_is_not_applied(workspace: Path) -> None:
    place = put(workspace, "accounts/a.md", BAD)
    assert run(["check", "--fix"]) == 1
    assert place.read_text("utf-8") == BAD


def test_wrong_use_is_exit_2(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "missing.md"]) == 2
    assert run(["check", "--format", "xml"]) == 2
    assert run(["chek"]) == 2
    assert run(["--workspace", str(workspace / "none"), "check"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_links_pipes_and_twins(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import os

    put(workspace, "accounts/a.md", "---\nname: x\n---\n")
    put(workspace, "accounts/east/A.md", "---\nname: x\n---\n")
    put(workspace, "accounts/_old.md", "x")
    put(workspace, "accounts/.hidden.md", "x")
    put(workspace, "accounts/README.md", "x")
    put(workspace, "elsewhere.md", "x")
    (workspace / "accounts/link.md").symlink_to(workspace / "elsewhere.md")
    (workspace / "accounts/circle").symlink_to(workspace / "accounts")
    os.mkfifo(workspace / "accounts/pipe.md")
    assert run(["check", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 2
    assert [(one["path"], one["code"], [at["path"] for at in one["related"]]) for one in told["errors"]] == [
        ("accounts/east/A.md", "E150", ["accounts/a.md"]),
        ("accounts/pipe.md", "E107", []),
    ]
    assert [one["code"] for one in told["warnings"]] == ["W303", "W303"]
    assert run(["check", "accounts/link.md"]) == 1
    assert run(["check", "accounts/pipe.md"]) == 1


def test_figures_are_checked_too(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(workspace, "accounts/a.md", "---\nname: 路桥\n---\n")
    rows = "客户,期间,开票,目标\n路桥,2026-Q3,1200万,很多\n路桥,2026-Q4,1,2\nA,2026Q4,1,2\n桥路,2026-Q3,1,2\n路桥,2026-Q2,1,000,2\n"
    put(workspace, "figures.csv", rows.encode("gb18030"))
    assert run(["check", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["code"]) for one in told["errors"]] == [(2, "E403"), (4, "E404"), (6, "E407")]
    assert [(one["line"], one["code"]) for one in told["warnings"]] == [(5, "W407")]


def test_a_file_in_another_encoding_is_shown_in_it_or_not_at_all(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, "accounts/a.md", "---\nname: 路桥\n---\n")
    rows = "客户,期间,开票\n桥路,2026-Q3,1\n"
    put(workspace, "figures.csv", rows.encode("gb18030"))
    run(["check"])
    assert "  2 | 桥路,2026-Q3,1" in capsys.readouterr().out
    put(workspace, "figures.csv", rows.encode("utf-16"))
    run(["check"])
    assert " | " not in capsys.readouterr().out


def test_fix_shows_one_diff_a_file_and_the_rest_says_how_many_it_can_mend(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(workspace, "accounts/a.md", "---\n名称：路桥\nTier: key\n---\n")
    assert run(["check"]) == 1
    assert "check --fix mends 3 of them" in capsys.readouterr().err
    assert run(["check", "--fix"]) == 0
    err = capsys.readouterr().err
    assert err.count("+++ accounts/a.md") == 1
    assert "+name: 路桥\n+tier: key" in err


def test_a_workspace_is_spoken_to_in_its_language(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    put(workspace, "relreport.yaml", "language: zh\n")
    run(["doctor"])
    assert "正常" in capsys.readouterr().out
    run(["init", str(workspace / "b"), "--lang", "zh"])
    assert "接下来" in capsys.readouterr().err
    run(["init", str(workspace / "c"), "--lang", "en"])
    assert "Next" in capsys.readouterr().err


def test_watching_tells_its_runs_and_ends_on_interrupt(workspace: Path) -> None:
    put(workspace, "accounts/a.md", BAD)
    process = subprocess.Popen(
        [sys.executable, "-m", "relreport", "check", "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].endswith("done\n"):
        lines.append(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert re.fullmatch(r"\[\d\d:\d\d:\d\d\] checking\n", lines[0])
    assert re.match(r"^(.+?):(\d+):(\d+): (error|warning)\[(\w+)\] (.*)$", lines[1])


def test_a_new_workspace_and_a_new_account_are_valid(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang in ("en", "zh"):
        root = workspace / lang
        assert run(["init", str(root), "--lang", lang, "--company", "新桥: #1"]) == 0
        assert run(["-C", str(root), "new", "华东 & 路桥: “集团”", "--owner", "li-na"]) == 0
        assert run(["-C", str(root), "new", "华东 & 路桥: “集团”"]) == 2
        assert run(["-C", str(root), "new", "index"]) == 2
        capsys.readouterr()
        assert run(["-C", str(root), "check", "--strict"]) == 0
        for name in (".gitattributes", ".editorconfig", ".gitlab-ci.yml", ".github/workflows/relreport.yml"):
            assert (root / name).is_file()
        for place in (root / ".vscode").iterdir():
            json.loads(place.read_text("utf-8"))
        questions = (root / "accounts" / "华东-路桥-集团.md").read_text("utf-8")
        uncommented = re.sub(r"^#(?=  (?:- |  )[a-z_]+: )", "", questions, flags=re.MULTILINE)
        put(root, "accounts/华东-路桥-集团.md", uncommented)
        assert run(["-C", str(root), "check", "--strict"]) == 0


def test_init_keeps_what_is_there(workspace: Path) -> None:
    place = put(workspace, "relreport.yaml", "company: x\n")
    assert run(["init"]) == 0
    assert place.read_text("utf-8") == "company: x\n"


def test_schema_and_doctor(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert "contacts" in json.loads(capsys.readouterr().out)["properties"]
    assert run(["schema", "--settings"]) == 0
    assert "people" in json.loads(capsys.readouterr().out)["properties"]
    assert run(["doctor"]) in (0, 3)
    assert "Python 3" in capsys.readouterr().out


def test_help_and_version_load_nothing_heavy(workspace: Path) -> None:
    code = (
        "import sys\nfrom relreport.cli import run\nrun(['--help']); run(['--version'])\n"
        "print([name for name in ('ruamel', 'jinja2', 'relreport.parse', 'relreport.config', 'weasyprint') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.endswith("[]\n")


def test_messages_in_chinese(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(workspace, "accounts/a.md", BAD)
    put(workspace, "relreport.yaml", "language: zh\n")
    assert run(["check"]) == 1
    assert "没有联系人“wang-li”，是不是“wang-lei”？" in capsys.readouterr().out
