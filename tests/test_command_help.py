"""Help and mistakes of usage speak the user's language, and fit the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relreport.cli import COMMANDS, run
from relreport.formats.columns import width, wrapped
from relreport.phrases import phrases

Said = Callable[..., str]
# what a Chinese reader meets in Latin letters anywhere: names of options, tokens, products, paths
WORDS_OF_THE_LIBRARY = re.compile(
    r"Usage|Options|Commands|Show this|Try |Error|Invalid|Missing|No such|requires|is not|default:|"
    r"\b(?:OPTIONS|COMMAND|ARGS|PATHS?|FILE|TEXT|DATE|INTEGER|RANGE|NAME|ACCOUNT|CONTACT|PERSON|CODE|PERIOD)\b"
)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "accounts").mkdir()

    def say(*arguments: str, system: str = "C", settings: str = "", code: int | None = None) -> str:
        monkeypatch.setenv("LC_ALL", system)
        for module in COMMANDS.values():  # a run loads its command anew, with help in its language
            monkeypatch.delitem(sys.modules, module, raising=False)
        (tmp_path / "relreport.yaml").write_text(settings, encoding="utf-8")
        ended = run(list(arguments))
        assert code is None or ended == code
        out, err = capsys.readouterr()
        return out + err

    return say


def test_english_is_as_the_library_says_it(said: Said) -> None:
    assert said("--help", code=0).startswith("Usage: relreport [OPTIONS] COMMAND [ARGS]...\n")
    told = said("new", code=2)
    assert "Usage: relreport new [OPTIONS] NAME\nTry 'relreport new --help' for help.\n" in told
    assert "Error: Missing argument 'NAME'.\n" in told


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_for_who_speaks_chinese(command: str, said: Said) -> None:
    told = said(*filter(None, [command]), "--help", system="zh_CN.UTF-8", code=0)
    assert told.startswith("用法：relreport")
    assert not WORDS_OF_THE_LIBRARY.findall(told)


MISTAKES = {
    "an unknown option": (["build", "--nosuch"], "没有 --nosuch 这个选项"),
    "an option before the command": (["--nosuch"], "没有 --nosuch 这个选项"),
    "an option that is nearly one": (["build", "--audiens", "x"], "是不是"),
    "no such choice": (["build", "--format", "docx"], "“docx”不可用，可以是 'html', 'pdf', 'all'。"),
    "no such choice of one's own": (["rules", "--format", "x"], "“x”不可用"),
    "too little": (["new"], "缺少参数 '名称'。"),
    "too much": (["new", "a", "b"], "多出一个参数：b。"),
    "much too much": (["new", "a", "b", "c"], "多出几个参数：b c。"),
    "no number": (["serve", "--port", "x"], "“x”不是整数。"),
    "a number out of range": (["build", "--jobs", "0"], "0 超出范围"),
    "an option without its value": (["export", "--output"], "选项 --output 后面要写值。"),
    "a value for a flag": (["fmt", "--check=1"], "选项 --check 后面不带值。"),
    "no command": (["--quiet"], "请写明要用哪个命令。"),
    "an unknown command": (["biuld"], "是不是“build”"),
    "a folder that is not there": (["audit", "nothing"], "nothing 不存在"),
    "no day": (["build", "--as-of", "yesterday"], "'--as-of' 的值无效："),
}


@pytest.mark.parametrize("case", MISTAKES)
@pytest.mark.parametrize("how", ["system", "settings", "option"])
def test_a_mistake_is_told_in_chinese(case: str, how: str, said: Said) -> None:
    arguments, wanted = MISTAKES[case]
    told = said(
        *(["--lang", "zh"] if how == "option" else []),
        *arguments,
        system="zh_CN.UTF-8" if how == "system" else "C.UTF-8",
        settings="language: zh\n" if how == "settings" else "",
        code=2,
    )
    assert wanted in told
    assert "错误：" in told
    assert not WORDS_OF_THE_LIBRARY.findall(told)


def test_nothing_at_all_is_a_question_for_help(said: Said) -> None:
    assert said(code=2) == said("--help", code=0)
    assert said(code=2, settings="language: zh\n") == said("--help", settings="language: zh\n")


def test_who_speaks_first(said: Said) -> None:
    assert said("--help", system="en_GB.UTF-8", settings="language: zh\n").startswith("Usage:")
    assert said("--lang", "en", "new", system="zh_CN", settings="language: zh\n").startswith("Usage:")
    assert said("new", settings="language: 中文\n").startswith("用法：")
    assert said("new", settings="# language: zh\ncompany: x\n").startswith("Usage:")


def test_the_workspace_that_was_named_speaks(said: Said, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "relreport.yaml").write_text("language: zh\n", encoding="utf-8")
    for options in (["-C", "there"], ["--workspace=there"], ["--quiet", "--workspace", "there"]):
        assert said(*options, "new").startswith("用法：")


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_fits_the_terminal(
    columns: int, language: str, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in COMMANDS:
        for line in said("--lang", language, command, "--help", code=0).splitlines():
            assert width(line) <= columns or len(line.split()) <= 2, line


def test_what_is_said_of_an_option_stands_in_one_column(said: Said) -> None:
    lines = said("--lang", "zh", "log", "--help").splitlines()
    starts = {
        width(line[: found.end()])
        for line in lines
        if line.startswith("  -") and (found := re.match(r"  -.*?\S {2,}(?=\S)", line))
    }
    assert len(starts) == 1


NOT_THERE = {
    "an account nearly called so": (["check", "jiaa"], "jiaa 不存在，是不是“jia”？"),
    "a path nearly so": (["assess", "acounts/jia.md"], "是不是“accounts/jia.md”？"),
    "an audience nearly called so": (["export", "--audience", "mangement"], "是不是“management”？"),
    "no such audience": (["build", "--audience", "x"], "没有读者“x”，可用的有：management, team"),
    "a name that makes no id": (["new", "？？"], "“？？”不能作编号"),
    "a name of the site's own": (["new", "Index"], "“index”由站点自己使用"),
}


@pytest.mark.parametrize("case", NOT_THERE)
def test_what_was_likely_meant(case: str, said: Said, tmp_path: Path) -> None:
    (tmp_path / "accounts" / "jia.md").write_text("---\nname: 甲\n---\n", encoding="utf-8")
    arguments, wanted = NOT_THERE[case]
    told = said("--lang", "zh", *arguments, code=2)
    assert wanted in " ".join(told.split())
    assert "用法" not in told


def test_what_the_system_refuses_is_said_in_words_of_ours(said: Said) -> None:
    assert "nothing/x：" in (told := said("--lang", "zh", "schema", "--output", "nothing/x", code=3))
    assert "没有这个文件或文件夹" in told


WRAPPED = {
    "nothing": ("", 10, []),
    "words": ("to be or not", 6, ["to be", "or not"]),
    "as wide as the line": ("to be", 5, ["to be"]),
    "a word that is too long": ("a concurrent one", 6, ["a", "concurrent", "one"]),
    "between characters": ("一二三四五", 6, ["一二三", "四五"]),
    "what closes stays with what it closes": ("一二三）。四", 6, ["一二", "三）。", "四"]),
    "what opens stays with what it opens": ("一二（三四", 6, ["一二", "（三四"]),
    "a mark stays with its word": ("一二 #方案", 6, ["一二", "#方案"]),
    "words between characters": ("见 PDF，第 3 页", 8, ["见 PDF，", "第 3 页"]),
}


@pytest.mark.parametrize("case", WRAPPED)
def test_lines_end_where_they_may(case: str) -> None:
    text, columns, lines = WRAPPED[case]
    assert wrapped(text, columns) == lines


def test_both_languages_have_the_same_words_with_no_place_more() -> None:
    english, chinese = phrases("click", "en"), phrases("click", "zh")
    assert list(english) == list(chinese)
    for key, entry in english.items():
        places = set(re.findall(r"\{(\w+)", entry["text"]))
        assert set(re.findall(r"\{(\w+)", chinese[key]["text"])) <= places, key
