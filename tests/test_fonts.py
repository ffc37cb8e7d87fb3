"""The shipped family covers what business text needs, and no machine's fonts mix in."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from relreport.formats.fonts import FAMILY, FILES, FOLDER, LATIN_FILES

GBK = "".join(chr(point) for point in range(0x80, 0x10000) if chr(point).encode("gbk", "ignore"))

COVERED = {
    "nothing": "",
    "GBK": GBK,
    "GB 2312 by rows": bytes(
        byte for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFE) for byte in (row, cell)
    ).decode("gb2312"),
    # One from each block that the table of 8105 reaches into beyond GBK.
    "names beyond GBK": "㛃䶮鿍𠅤𣗋𧿹𩽾𪟝𬱖𬭎𬺓",
    "Latin": "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))),
    "pinyin": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿ",
    "Vietnamese": "Nguyễn Văn Đức Trần Thị Hồng Phượng",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωάέήίόύώΆΈΉΊΌΎΏ",
    "Cyrillic": "".join(map(chr, range(0x400, 0x460))),
    "Chinese punctuation": "，。、；：？！…—·《》〈〉「」『』【】〔〕（）［］｛｝～“”‘’〇々",
    "full-width forms": "".join(map(chr, range(0xFF01, 0xFF5F))) + "￥￡￠",
    "ticks": "□☐☑☒✓✔✗✘",
    "marks": "▲▼△▽●○◐◑◔◕◆◇★☆■▶◀►◄⚠⚡⚑⚐⚙",
    "arrows": "→←↑↓↗↘↖↙↔⇒⇐⇔↩↪↻↺",
    "numbers": "①⑳㉑㊿❶❿⑴⒈ⅠⅫⅰ½¼¾⅓⅔⅛⅜⅝⅞¹²³⁴⁰₁₂‰№",
    "money": "¥￥€£$¢₹₽₩",
    "mathematics": "±×÷≈≠≤≥≡∞√∑∏∫∂∆Ωµ°℃℉㎡㎥㎏≒",
    "bars": "▁▂▃▄▅▆▇█─│┌┐└┘├┤░▒▓",
    "letters and marks in one": "e\u0301 n\u0303 u\u0308",
    "emoji": "👍✅❌⭐🎉😀📈📞❤️👨‍👩‍👧⏰",
    "drawn by nobody": "\t\n\r \u00a0\u2009\u200b\u2028\ufeff\ufe0f",
}


@cache
def covered() -> frozenset[int]:
    pairs = [line.split("-") for line in (FOLDER / "coverage.txt").read_text().split()]
    return frozenset(code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1))


def uncovered(text: str) -> set[str]:
    """What is drawn of a text and has no glyph: controls, blanks and selectors of a form draw nothing."""
    return {
        one
        for one in normalize("NFC", text)
        if ord(one) not in covered()
        and category(one) not in ("Cc", "Cf", "Zs", "Zl", "Zp")
        and not ("\ufe00" <= one <= "\ufe0f")
    }


@pytest.mark.parametrize("text", COVERED.values(), ids=COVERED.keys())
def test_covers(text: str) -> None:
    assert uncovered(text) == set()


@pytest.mark.parametrize(
    ("text", "missing"),
    [("ก ข", "กข"), ("한", "한"), ("甲\ue000乙", "\ue000"), ("𒀀𒀀", "𒀀"), ("שלום", "שלום")],
    ids=["Thai", "Hangul", "private use", "cuneiform", "Hebrew"],
)
def test_says_what_it_lacks(text: str, missing: str) -> None:
    assert uncovered(text) == set(missing)


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def font(request: pytest.FixtureRequest):
    with TTFont(request.param, lazy=True) as opened:
        yield opened


def test_is_plain_truetype_without_hints(font) -> None:
    assert {"glyf", "cmap"} <= set(font.keys())
    assert not {"CFF ", "fvar", "fpgm", "prep", "cvt "} & set(font.keys())


def test_bears_its_own_name(font) -> None:
    names = [str(font["name"].getName(number, 3, 1, 0x409)) for number in (1, 4, 6)]
    assert names[0] == FAMILY
    assert not [name for name in names if "source" in name.lower() or "noto" in name.lower()]


def test_digits_have_one_width(font) -> None:
    glyphs = font.getBestCmap()
    assert len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789¥"}) == 1


def test_han_are_one_em_wide(font) -> None:
    """What `hanwidth` builds on."""
    glyphs = font.getBestCmap()
    assert {font["hmtx"][glyphs[point]][0] for point in range(0x4E00, 0x9FA6)} == {font["head"].unitsPerEm}


def test_coverage_is_what_both_weights_have() -> None:
    weights = []
    for file in FILES:
        with TTFont(file, lazy=True) as opened:
            weights.append(set(opened.getBestCmap()))
    listed = [line.split("-") for line in (FOLDER / "coverage.txt").read_text().split()]
    points = {point for first, last in listed for point in range(int(first, 16), int(last, 16) + 1)}
    assert points == weights[0] & weights[1]


def test_licence_and_size() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in FILES) < 20_000_000


REPORT = """
import json, os, pathlib, stat, subprocess, sys
from relreport.formats.fonts import keep_to_shipped_fonts
keep_to_shipped_fonts()
file = pathlib.Path(os.environ["FONTCONFIG_FILE"])
own = {
    "file": str(file),
    "text": file.read_text(),
    "mode": stat.S_IMODE(file.parent.stat().st_mode),
    "strangers": [name for name in ("FC_LANG", "PANGO_LANGUAGE", "FONTCONFIG_PATH") if name in os.environ],
}
if len(sys.argv) > 1:
    own["child"] = json.loads(subprocess.check_output([sys.executable, sys.argv[1]]))
    own["after"] = file.exists()
print(json.dumps(own))
"""


@pytest.mark.parametrize("before", [None, "/nowhere/fonts.conf", "/etc/fonts/fonts.conf"])
def test_private_configuration(tmp_path: Path, before: str | None) -> None:
    """Our folder alone, in a private place, inherited by children, gone when its maker ends."""
    script = tmp_path / "report.py"
    script.write_text(REPORT, encoding="utf-8")
    root = Path(__file__).resolve().parent.parent
    surroundings = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    surroundings |= {
        "PYTHONPATH": str(root),
        "TMPDIR": str(tmp_path),
        "FC_LANG": "ja",
        "PANGO_LANGUAGE": "ja",
    }
    if before:
        surroundings["FONTCONFIG_FILE"] = before
    told = json.loads(subprocess.check_output([sys.executable, str(script), str(script)], env=surroundings))
    assert told["text"].count("<dir") == 1
    assert f"<dir>{FOLDER}</dir>" in told["text"]
    assert "<include" not in told["text"]
    assert told["mode"] == 0o700
    assert told["strangers"] == []
    assert told["child"]["file"] == told["file"]
    assert told["after"]
    assert not Path(told["file"]).exists()
    assert [left.name for left in tmp_path.iterdir()] == ["report.py"]


@pytest.mark.parametrize("file", LATIN_FILES, ids=lambda file: file.stem)
def test_latin_marks_are_as_wide_as_latin(file: Path) -> None:
    """In an English sentence a quote takes a quote's room; letters and figures stay those of the first family."""
    with TTFont(file, lazy=True) as latin, TTFont(FOLDER / file.name.replace("Latin", "Sans"), lazy=True) as sans:
        here, there = latin.getBestCmap(), sans.getBestCmap()
        assert all(latin["hmtx"][here[ord(mark)]][0] < 700 for mark in "‘’“”·")
        assert all(
            latin["hmtx"][here[ord(one)]][0] == sans["hmtx"][there[ord(one)]][0] for one in "AMazé5¥.,-"
        )
        assert not any(point >= 0x2E80 for point in here)
        assert [latin[table].ascent for table in ("hhea",)] == [sans["hhea"].ascent]
        assert "source" not in str(latin["name"].getName(4, 3, 1, 0x409)).lower()
