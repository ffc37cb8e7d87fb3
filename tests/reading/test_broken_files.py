"""Whatever stands in a file, it is read or reported: no traceback, no hang, nothing lost without a word."""

from __future__ import annotations

import gc
import json
import random
import re
from types import FrameType

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.made import account as made
from relreport.finding import Finding
from relreport.parse import Parsed, parse, parse_settings
from relreport.source import quoted
from tests.reading.broken import broken
from tests.reading.files import ROOT, corpus


def read(data: bytes) -> Parsed:
    """Read it, and hold the reader to its word: an account, or an error that says why not."""
    parsed = parse("accounts/a.md", data)
    assert parsed.account is not None or parsed.errors
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for finding in parsed.findings:
        assert 1 <= finding.where.line <= lines
        assert finding.where.column >= 1
    return parsed


@pytest.mark.parametrize("seed", range(6))
def test_three_thousand_broken_files_end_well(seed: int) -> None:
    dice = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "accounts").glob("*.md"))]
    texts.append(made(seed))
    for _ in range(500):
        read(broken(dice.choice(texts), dice))


def test_the_yaml_test_suite_ends_well() -> None:
    folder = corpus("corpora/yaml-test-suite/src")
    from ruamel.yaml import YAML

    cases = 0
    for path in sorted(folder.glob("*.yaml")):
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            text = str(case.get("yaml", ""))
            for mark, meant in (
                ("␣", " "),
                ("———»", "\t"),
                ("——»", "\t"),
                ("—»", "\t"),
                ("»", "\t"),
                ("↵", ""),
                ("∎", ""),
                ("←", "\r"),
                ("⇔", "\ufeff"),
            ):
                text = text.replace(mark, meant)
            read(f"---\nname: 路桥\n---\n{text}".encode())
            read(f"---\n{text}\n---\n".encode())
            read(f"---\nname: x\nindustry:\n{re.sub('^', '  ', text, flags=re.MULTILINE)}\n---\n".encode())
            parse_settings("relreport.yaml", text.encode())
            cases += 1
    assert cases > 300


def test_naughty_strings_end_well_wherever_they_stand() -> None:
    strings = json.loads((corpus("corpora/blns") / "blns.json").read_text(encoding="utf-8"))
    for one in strings:
        read(f"---\nname: {one}\n---\n## 日志\n- 2026-11-18 {one}\n".encode("utf-8", "replace"))
        read(f"---\nname: {quoted(one)}\nneeds: [{{need: {one}}}]\n---\n{one}\n".encode("utf-8", "replace"))
        read(one.encode("utf-8", "replace"))


def test_payloads_and_odd_markdown_end_well() -> None:
    lines = (corpus("corpora/payloadbox") / "xss-payload-list.txt").read_text("utf-8", "replace").split("\n")
    for start in range(0, len(lines), 100):
        some = lines[start : start + 100]
        entries = "\n".join(f"  - {{on: 2026-01-01, note: {one}}}" for one in some)
        read(f"---\nname: x\ninteractions:\n{entries}\n---\n".encode())
        read(("---\nname: x\n---\n## Journal\n" + "\n".join(f"- 2026-01-01: {one}" for one in some)).encode())
    for path in sorted(corpus("corpora/commonmark").glob("*")) + sorted(
        corpus("corpora/markdown_pathological").glob("*")
    ):
        text = path.read_text(encoding="utf-8", errors="replace")
        read(f"---\nname: x\n---\n## 日志\n{text}".encode()[: 250 * 1024])
    for case in json.loads((corpus("corpora/commonmark") / "commonmark.json").read_text(encoding="utf-8")):
        read(f"---\nname: x\n---\n## Promises\n{case['markdown']}".encode())


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a thousand brackets", "team: " + "[" * 1000, "E126"),
        ("a hundred thousand brackets", "team: " + "[" * 100_000, "E126"),
        ("a hundred thousand braces", "declared: " + "{a: " * 100_000, "E126"),
        ("nested lists", "team:\n" + "\n".join("  " * depth + "-" for depth in range(1, 60)), "E126"),
        ("an alias bomb", "industry: &a [x, x]\nteam: [*a, *a]", "E120"),
        ("a merge bomb", "<<: {<<: {industry: x}}", "E128"),
        ("itself", "team: &a [*a]", "E120"),
        ("a python object", "industry: !!python/object/apply:os.system [x]", "E122"),
        ("a long scalar", "industry: " + "x" * 70_000, "E103"),
        ("a scalar of many lines", "industry: |\n" + "  x\n" * 40_000, "E103"),
        ("yaml 1.1", "%YAML 1.1", "E124"),
        ("half a surrogate", 'industry: "\\ud800"', "E135"),
        ("an escape sequence", "industry: \x1b]0;x", "E104"),
        ("many comments", "# x\n" * 60_000 + "tier: x", "E202"),
        ("many newlines", "\n" * 40_000 + "tier: x", "E202"),
        ("many keys", "\n".join(f"key{number}: 1" for number in range(3000)), "E201"),
        ("many full-width colons", "\n".join(f"x_{number}：1" for number in range(40)), "E131"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)  # fmt: skip
def test_a_bomb_is_refused_with_its_place(name: str, text: str, code: str) -> None:
    found = read(f"---\nname: x\n{text}\n---\n".encode()).findings
    assert code in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b"x" * (2 * 1024 * 1024 + 1), "E102", {"limit": 2048, "size": 2049}),
        ("---\nname: 路桥\n---\n".encode("gb18030"), "E101", {"encoding": "GB18030"}),
        ("---\nname: 路桥\n---\n".encode("utf-16"), "E101", {"encoding": "UTF-16"}),
        ("---\nname: 路桥\n---\n".encode("utf-16-be"), "E101", {"encoding": "UTF-16"}),
        (b"---\nname: x\n---\n" + b"x\n" * 150_000, "E106", {"limit": 256}),
    ],
    ids=["too large", "gb18030", "utf-16", "utf-16 without mark", "a long body"],
)
def test_what_is_no_account_file_is_named(data: bytes, code: str, facts: dict[str, object]) -> None:
    parsed = read(data)
    assert parsed.account is None
    assert [(one.code, dict(one.facts)) for one in parsed.findings] == [(code, facts)]


LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"], exclude_characters="\xa0"),
    min_size=1,
    max_size=40,
)


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def told(parsed: Parsed, line: int) -> list[Finding]:
    """What was said about that line or one beside it."""
    return [one for one in parsed.findings if abs(one.where.line - line) <= 1]


@settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
@given(
    LINE,
    st.sampled_from(
        [
            ("---\nname: x\nindustry: {}\n---\n", 3),
            ("---\nname: x\nneeds:\n  - need: {}\n    fits: yes\n---\n", 4),
            ("---\nname: x\ninteractions:\n  - {{on: 2026-01-01, note: {}}}\n---\n", 4),
            ("---\nname: x\ninteractions:\n  - {{note: {}, on: 2026-01-01}}\n---\n", 4),
            ("---\nname: x\ntenders:\n  - rounds: [{{spears: [{}, b]}}]\n---\n", 4),
            ("---\nname: x\ncontacts: [{{name: 王磊}}]\n---\n## 日志\n- 2026-11-18 王磊：{}\n", 6),
            ("---\nname: x\n---\n## 日志\n- 2026-11-18 {}\n", 5),
            ("---\nname: x\n---\n## Promises\n- [ ] {}\n", 5),
            ("---\nname: x\n---\n## 待办\n- [x] {}\n", 5),
            ("---\nname: x\n---\n## Summary\n{}\n", 5),
            ("---\nname: x\ncontacts: [{{name: 王磊, portrait: {{basic: {{office: {}}}}}}}]\n---\n", 3),
        ]
    ),
)  # fmt: skip
def test_every_text_is_read_or_reported(text: str, place: tuple[str, int]) -> None:
    """A comment is no text, and null says nothing."""
    assume(not re.search(r"(?:^|\s)#(?:\s|$|#)", text) and letters(text))
    assume(text.strip() not in ("null", "Null", "NULL"))
    template, line = place
    parsed = read(template.format(text).encode())
    kept = letters(repr(parsed.account)) if parsed.account is not None else ""
    words = [letters(word) for word in re.split(r"[\s#@!！+＋−－-]", text)]
    assert told(parsed, line) or all(word in kept for word in words), (text, parsed.findings)


def test_what_was_read_is_kept_by_nobody() -> None:
    text = "---\nname: x\nreaders: [{id: }, {}]\ncontacts: [{id: a, name: A, portrait: {job: 1, private: 2}}]\n---\n"
    data = text.encode()

    def left(times: int) -> int:
        for _ in range(times):
            assert parse("accounts/a.md", data).findings
        gc.collect()
        return sum(isinstance(one, Parsed | FrameType) for one in gc.get_objects())

    assert left(20) == left(1)
