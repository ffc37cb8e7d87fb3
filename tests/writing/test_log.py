"""`log`: one more entry, the newest last; no other byte of the file changes, and what would be a slip is not written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from relreport.adding import with_plain_line
from relreport.cli import run
from relreport.parse import parse
from relreport.writer import CannotWriteError

FRONT = "---\nname: 甲公司   # 名\ncontacts:\n  - {id: wang, name: 王磊}   # 他\n  - {name: Eva Brandt}\n---\n"
LINE = "2026-11-22 王磊 拜访：看了样品"

BODIES = {
    "no body": ("", "\n## 日志\n- NEW\n"),
    "no section": ("## 摘要\n很好。\n", "## 摘要\n很好。\n\n## 日志\n- NEW\n"),
    "no newline at the end": ("## 摘要\n很好。", "## 摘要\n很好。\n\n## 日志\n- NEW\n"),
    "an empty section": ("## 日志\n\n## 承诺\n", "## 日志\n- NEW\n\n## 承诺\n"),
    "an empty section at the end": ("## Journal\n", "## Journal\n- NEW\n"),
    "a section with text alone": ("## Journal\nas told\n## Actions\n", "## Journal\nas told\n\n- NEW\n\n## Actions\n"),
    "the newest last": ("## 日志\n- 2026-01-01 王磊 电话\n\n## 承诺\n", "## 日志\n- 2026-01-01 王磊 电话\n- NEW\n\n## 承诺\n"),
    "what is indented belongs to the line above": ("## 日志\n* 2026-01-01\n  more\n", "## 日志\n* 2026-01-01\n  more\n- NEW\n"),
    "two sections": ("## 日志\n- 2026-01-01\n## A\n## 日志\n- 2026-01-02\n", "## 日志\n- 2026-01-01\n## A\n## 日志\n- 2026-01-02\n- NEW\n"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", BODIES)
def test_a_line_goes_behind_the_last_of_its_list(form: str, end: str) -> None:
    before, after = BODIES[form]
    data = b"\xef\xbb\xbf" + (FRONT + before).replace("\n", end).encode()
    wanted = b"\xef\xbb\xbf" + (FRONT + after.replace("NEW", LINE)).replace("\n", end).encode()
    new, number = with_plain_line("accounts/a.md", data, "interactions", LINE, "zh")
    assert new == wanted
    assert LINE in new.decode().splitlines()[number - 1]


@pytest.mark.parametrize("body", ["::: secret\nopen to the end\n", "```\ncode to the end\n"])
def test_where_no_entry_could_stand_nothing_is_written(body: str) -> None:
    with pytest.raises(CannotWriteError):
        with_plain_line("accounts/a.md", (FRONT + body).encode(), "interactions", LINE, "zh")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "accounts" / "jia.md"
    path.parent.mkdir()
    path.write_text(FRONT, encoding="utf-8")
    (tmp_path / "relreport.yaml").write_text("people:\n  - {id: li-na, name: 李娜}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


SAID = {
    "a line": (["王磊 拜访：看了样品 #服务"], "- {today} 王磊 拜访：看了样品 #服务"),
    "with its day": (["2026-11-18 Eva Brandt call: asks"], "- 2026-11-18 Eva Brandt call: asks"),
    "by options": (["--with", "wang", "--kind", "call", "--note", "asks", "--by", "li-na", "--on", "2026-11-18"],
                   "- 2026-11-18 wang call: asks @li-na"),
    "a note alone": (["--note", "看了样品", "--on", "2026/11/18"], "- 2026-11-18：看了样品"),
    "a promise": (["承诺", "王磊：报价 !2026-11-27"], "- [ ] {today} 王磊：报价 !2026-11-27"),
    "a promise kept": (["promise", "[x] 2026-11-01 wang: offer 2026-11-05"], "- [x] 2026-11-01 wang: offer 2026-11-05"),
    "an action": (["action", "王磊：测一次 @li-na !2026-12-05"], "- [ ] 王磊：测一次 @li-na !2026-12-05"),
    "a need": (["need", "王磊：缩短封路时间"], "- {{on: {today}, from: 王磊, need: 缩短封路时间}}"),
    "a complaint": (["complaint", "到货: 色差, x", "from=wang", "cause=产品", "--on", "2026-11-18"],
                    '- {{on: 2026-11-18, from: wang, about: "到货: 色差, x", cause: product}}'),
    "purchasing": (["purchasing", "2026-Q3", "total=1_200_000", "ours=540_000"],
                   "- {{period: 2026-Q3, total: 1_200_000, ours: 540_000, on: {today}}}"),
    "a contact": (["contact", "Tom Reyes", "title=plant engineer", "roles=user"], "- {{name: Tom Reyes, title: plant engineer, roles: user}}"),
    "a contact in Chinese": (["联系人", "赵敏", "职务=总工", "角色=决策、影响"], "- {{name: 赵敏, title: 总工, roles: [decider, influencer]}}"),
    "a share": (["采购", "2026-Q3", "share=40-48%", "basis=estimate"], "- {{period: 2026-Q3, share: 40-48%, basis: estimate, on: {today}}}"),
}  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_is_written(said: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, wanted = SAID[said]
    line = wanted.format(today=datetime.now().astimezone().date().isoformat()) if "{" in wanted else wanted
    assert run(["log", "jia", *arguments]) == 0
    new = file.read_bytes()
    assert line in [one.strip() for one in new.decode().splitlines()]
    assert capsys.readouterr().out.rstrip("\n").endswith(f": {line}")
    parsed = parse("accounts/jia.md", new)
    assert not parsed.findings or {one.code for one in parsed.findings} <= {"E211"}
    assert all(one in new.decode() for one in FRONT.removesuffix("---\n").splitlines())


REFUSED = {
    "nothing": [],
    "nobody of that name": ["王小明 拜访：看了样品"],
    "no such word": ["complaint", "色差", "cause=sun"],
    "a due day that is none": ["承诺", "王磊：报价 !11月30日", "--on", "2026-11-18"],
    "a day without its year": ["11/18 王磊：看了"],
    "no such day": ["2026-02-30 王磊：看了"],
    "fields of a contact for something else": ["need", "x", "--with", "王磊"],
    "twice": ["need", "x", "need=y"],
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_a_slip_is_not_written(case: str, file: Path) -> None:
    assert run(["log", "jia", *REFUSED[case]]) == 2
    assert file.read_text(encoding="utf-8") == FRONT


def test_a_file_that_had_slips_takes_a_line_and_keeps_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FRONT + "## Journal\n- 2026-99-99 王磊\n", encoding="utf-8")
    assert run(["log", "accounts/jia.md", "王磊 电话：回访"]) == 0
    assert "2026-99-99" in file.read_text(encoding="utf-8")
    assert "error" not in capsys.readouterr().err


NAMED = {"its id": "jia", "its path": "accounts/jia.md", "its name": "甲公司", "its name in another width": "甲公司 "}


@pytest.mark.parametrize("how", NAMED)
def test_an_account_may_be_called_by(how: str, file: Path) -> None:
    assert run(["log", NAMED[how], "王磊 电话：回访"]) == 0
    assert "回访" in file.read_text(encoding="utf-8")


def test_an_account_that_is_nearly_called_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "jiaa", "王磊 电话：回访"]) == 2
    assert "'jia'" in capsys.readouterr().err
    file.with_name("yi.md").write_bytes(file.read_bytes())
    assert run(["log", "甲公司", "王磊 电话：回访"]) == 2
    told = capsys.readouterr().err
    assert "jia, yi" in told
    assert "Usage" not in told


def test_an_account_that_cannot_be_read_or_is_not_there(file: Path) -> None:
    assert run(["log", "nobody", "x"]) == 2
    file.write_text("---\nname: [\n---\n", encoding="utf-8")
    assert run(["log", "jia", "王磊：x"]) == 1
