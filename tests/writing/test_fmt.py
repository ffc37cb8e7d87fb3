"""`fmt`: one spelling, one order; comments stay, and the file says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from relreport.canonical import canonical
from relreport.cli import run
from tests.reading.files import workspaces

FRONT = {
    "nothing to do": ("name: x", "name: x"),
    "tokens": ("name: x\ntier: 重点\ntier_why: [采购量, influence]", "name: x\ntier: key\ntier_why: [volume, influence]"),
    "a token in quotes": ('name: x\ntier: "重点" # A', "name: x\ntier: key # A"),
    "one word for a list": ("name: x\nwhy_us: 价格", "name: x\nwhy_us: price"),
    "free text is nobody's token": ("name: 重点\nindustry: 价格", "name: 重点\nindustry: 价格"),
    "yes and no": ("name: x\nmain_supplier: 是\nconfidential: true", "name: x\nmain_supplier: yes\nconfidential: true"),
    "periods and shares": (
        "name: x\npurchasing:\n- {period: 2026年3季度, share: 约60%}\n- {period: 2026Q2, share: 40%-48%}",
        "name: x\npurchasing:\n- {period: 2026-Q3, share: 60%}\n- {period: 2026-Q2, share: 40-48%}",
    ),
    "a fraction": ("name: x\npurchasing: [{period: 2026, share: 0.455}]", "name: x\npurchasing: [{period: 2026, share: 45.5%}]"),
    "amounts stay": ("name: x\npurchasing: [{period: 2026, total: 1200万}]", "name: x\npurchasing: [{period: 2026, total: 1200万}]"),
    "days, and a month that is due": (
        "name: x\nactions:\n- {do: y, due: 2026年12月}\nasks:\n- {on: 2026/9/30, what: z}",
        "name: x\nactions:\n- {do: y, due: 2026-12-31}\nasks:\n- {on: 2026-09-30, what: z}",
    ),
    "signs": (
        "name: x\ninteractions:\n- {on: 2026-09-30, trust: [＋行业专业]}",
        "name: x\ninteractions:\n- {on: 2026-09-30, trust: [+industry]}",
    ),
    "there is none": ("name: x\nneeds: 无", "name: x\nneeds: none"),
    "keys, with the comments above them": (
        "# head\n\n# whose\nowner: y\n# who\nname: x   # them\ntier: key",
        "# head\n\n# who\nname: x   # them\ntier: key\n# whose\nowner: y",
    ),
    "own keys come last": ("x_own: 1\nname: x", "name: x\nx_own: 1"),
    "an entry on a line": (
        "name: x\nneeds:\n- {need: 'a, {b', from: c, on: 2026-01-01}   # d\ncontacts: [{name: c}]",
        "name: x\nneeds:\n- {on: 2026-01-01, from: c, need: 'a, {b'}   # d\ncontacts: [{name: c}]",
    ),
    "an entry on lines": (
        "name: x\ncontacts:\n  - name: 王磊\n    roles: 决策\n    id: w\n  - {title: t, name: 李}",
        "name: x\ncontacts:\n  - id: w\n    name: 王磊\n    roles: decider\n  - {name: 李, title: t}",
    ),
    "comments between the keys of an entry hold it": (
        "name: x\ncontacts:\n- name: 王磊\n  # why\n  id: w",
        "name: x\ncontacts:\n- name: 王磊\n  # why\n  id: w",
    ),
    "entries keep their places": (
        "name: x\nneeds: [{need: b, on: 2026-02-02}, {need: a, on: 2026-01-01}]",
        "name: x\nneeds: [{on: 2026-02-02, need: b}, {on: 2026-01-01, need: a}]",
    ),
}  # fmt: skip
BODIES = {
    "days of lines": (
        "## 日志\n- 2026/9/30 电话 #方案\n* 2026年10月1日：x 2026/1/1\n## 承诺\n- [X] 2026.9.1 y !2026/12 2026-12-01\n",
        "## 日志\n- 2026-09-30 电话 #方案\n* 2026-10-01：x 2026/1/1\n## 承诺\n- [x] 2026-09-01 y !2026-12-31 2026-12-01\n",
    ),
    "no blank between": ("## 日志\n- 2026年9月30日电话\n", "## 日志\n- 2026-09-30 电话\n"),
    "narrative": ("## 摘要\n- 2026/9/30 x\n", "## 摘要\n- 2026/9/30 x\n"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("case", FRONT)
def test_the_front_matter(case: str, end: str) -> None:
    before, after = (f"---\n{text}\n---\nbody\n".replace("\n", end).encode() for text in FRONT[case])
    assert canonical("accounts/a.md", before) == after
    assert canonical("accounts/a.md", after) == after


@pytest.mark.parametrize("case", BODIES)
def test_plain_lines(case: str) -> None:
    before, after = (f"---\nname: x\n---\n{text}".encode() for text in BODIES[case])
    assert canonical("accounts/a.md", before) == after


def test_what_has_mistakes_is_left_alone() -> None:
    assert canonical("accounts/a.md", b"---\nname: x\ntier: no-such\n---\n") is None


@pytest.mark.parametrize(
    "path", [one for folder in workspaces() for one in sorted((folder / "accounts").glob("*.md"))], ids=lambda one: one.stem
)
def test_the_samples_say_the_same_and_a_second_time_changes_nothing(path: Path) -> None:
    new = canonical(f"accounts/{path.name}", path.read_bytes())
    assert new is not None
    assert canonical(f"accounts/{path.name}", new) == new
    assert sorted(one for one in new.decode().splitlines() if one.lstrip().startswith("#")) == sorted(
        one for one in path.read_text(encoding="utf-8").splitlines() if one.lstrip().startswith("#")
    )


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "accounts" / "a.md"
    path.parent.mkdir()
    path.write_text("---\ntier: 重点\nname: x\n---\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["fmt", "--check"]) == 1
    assert "tier: 重点" in path.read_text(encoding="utf-8")
    assert run(["fmt"]) == 0
    assert path.read_text(encoding="utf-8") == "---\nname: x\ntier: key\n---\n"
    assert run(["fmt", "--check", "accounts"]) == 0
    assert run(["fmt", "nothing.md"]) == 2
    path.write_text("---\nname: [\n---\n", encoding="utf-8")
    assert run(["fmt"]) == 1
    assert "check" in capsys.readouterr().err
