"""Make the family that every PDF is set in. Run by hand, never while reports are built.

    mkdir sources && cd sources
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/source-sans-3@0.4.1 \\
             @expo-google-fonts/noto-sans-symbols-2@0.4.1 @expo-google-fonts/noto-sans-symbols@0.4.1 \\
             @expo-google-fonts/noto-sans-math@0.4.2 @expo-google-fonts/noto-emoji@0.4.7
    python relreport/fonts/build.py sources

Every package is under the SIL Open Font License 1.1 and is checked against the sha256 in `SOURCES`. Two of
them reserve the font name "Source", so the result bears a name of its own, which also keeps it apart from any
Noto that a machine may have. Needs fontTools (`README.md` notes the version that made the files). The same
sources give the same bytes.

What goes in: the Han of GBK and of 通用规范汉字表 (8105), and all that Noto Sans SC has beside Han and
Hangul. Its Latin is drawn from Source Sans, but has no Latin Extended, Greek with accents or Cyrillic beyond
Russian: those letters come from Source Sans 3 at the same scale, so that one word never changes its face.
Ticks, marks and arrows come from the Noto symbol fonts, emoji (without colour) from Noto Emoji: people paste
them into notes, and a plan should not stumble over one.

A second, small family, Relreport Latin, is for English pages: in a Chinese font quotes and dashes are as
wide as Han. It has the Latin letters of the first one, and these marks from Source Sans 3 at the same scale.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Relreport Sans"
LATIN_FAMILY = "Relreport Latin"
VERSION = "1.000"
# 2026-01-01 in the seconds since 1904 that font files count in: a fixed day, for equal bytes.
MADE = 3850070400
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}

# The characters of 通用规范汉字表 (2013) that GBK lacks; Unihan's kTGH property lists the whole table.
TABLE_BEYOND_GBK = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖"
    "䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮鿍鿎鿏𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉"
    "𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧"
    "𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕"
    "𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹"
    "𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)

# What Relreport Latin has, and of it what must be drawn anew.
MARKS = (*range(0x2010, 0x2027), 0x202F, 0x2032, 0x2033, 0x2039, 0x203A)
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *MARKS)
LATIN_ALONE = (0x2010, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2026, 0x00B7)
LETTERS = ((0x0100, 0x024F), (0x02B0, 0x02FF), (0x0370, 0x045F), (0x1E00, 0x1FFF), (0x2000, 0x218F))
SYMBOLS = ((0x2010, 0x23FF), (0x2460, 0x27BF), (0x2900, 0x29FF), (0x2B00, 0x2BFF))
EMOJI = ((0x2300, 0x27BF), (0x2900, 0x29FF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))


class Source(NamedTuple):
    """One npm package: where its fonts lie, what is taken from it and how much it is scaled."""

    package: str
    version: str
    sha256: str
    stem: str
    ranges: tuple[tuple[int, int], ...]
    weights: dict[str, str]
    # The advance that one of its glyphs must get: (character, advance in Regular, in Bold), in thousandths.
    fit: tuple[str, int, int] | None = None


BASE = Source(
    "noto-sans-sc",
    "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "NotoSansSC",
    (),
    WEIGHTS,
)
# As each package's licence file states it.
COPYRIGHT = (
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Copyright 2010-2020 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'. "
    "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/symbols). "
    "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/math). "
    "Copyright 2013 Google LLC."
)
REGULAR_ALONE = {"Regular": "400Regular", "Bold": "400Regular"}
# In the order of choice: a character comes from the first that has it.
SOURCES = (
    Source(
        "source-sans-3",
        "0.4.1",
        "eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828",
        "SourceSans3",
        LETTERS,
        WEIGHTS,
        ("5", 555, 590),
    ),
    Source(
        "noto-sans-symbols-2",
        "0.4.1",
        "3bf3d6333487df36e88d146e032a9ed8246617ca2dfe1513a8a382c3fad12ac4",
        "NotoSansSymbols2",
        SYMBOLS,
        REGULAR_ALONE,
    ),
    Source(
        "noto-sans-symbols",
        "0.4.1",
        "d72d2f96c1c351967ec57842471b1da43ab8b1a40ecb003b1b0a0f50a3ee6388",
        "NotoSansSymbols",
        SYMBOLS,
        WEIGHTS,
    ),
    Source(
        "noto-sans-math",
        "0.4.2",
        "652041ca903e7adcc1502a0621350526463e91416757310391370ff5f8fb3ce8",
        "NotoSansMath",
        SYMBOLS,
        REGULAR_ALONE,
    ),
    Source(
        "noto-emoji",
        "0.4.7",
        "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
        "NotoEmoji",
        EMOJI,
        WEIGHTS,
        ("👍", 1000, 1000),
    ),
)


def main(sources: Path, target: Path) -> None:
    """Write both weights and the table of what they cover into `target`."""
    covered: set[int] | None = None
    for weight in WEIGHTS:
        font = cut(opened(BASE, sources, weight))
        for source in SOURCES:
            add(font, source, opened(source, sources, weight), bold=weight == "Bold")
        name(font, weight)
        font.save(target / f"RelreportSans-{weight}.ttf", reorderTables=True)
        write_latin(target, opened(SOURCES[0], sources, weight), weight)
        characters = set(font.getBestCmap())
        covered = characters if covered is None else covered & characters
    (target / "coverage.txt").write_text(
        "".join(f"{line}\n" for line in ranges(covered or ())), encoding="ascii"
    )


def opened(source: Source, folder: Path, weight: str) -> Any:
    archive = (folder / f"expo-google-fonts-{source.package}-{source.version}.tgz").read_bytes()
    if hashlib.sha256(archive).hexdigest() != source.sha256:
        raise SystemExit(f"{source.package} {source.version}: not the expected bytes")
    face = source.weights[weight]
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        member = members.extractfile(f"package/{face}/{source.stem}_{face}.ttf")
        if member is None:
            raise SystemExit(f"{source.package}: {face} is missing")
        return TTFont(io.BytesIO(member.read()), recalcTimestamp=False)


def cut(font: Any) -> Any:
    options = subset.Options(
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
        # Horizontal text alone: what composes, joins and kerns, and the narrow forms of Chinese punctuation.
        layout_features=["ccmp", "locl", "liga", "mark", "kern", "halt", "palt", "pwid", "fwid"],
        drop_tables=["BASE", "STAT", "DSIG", "vhea", "vmtx", "VORG", "gasp", "prep"],
        name_IDs=[13, 14],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for point in font.getBestCmap() if wanted(chr(point))])
    subsetter.subset(font)
    # Glyph names cost 300 KB in a weight, and nobody reads them.
    font["post"].formatType = 3.0
    return font


def write_latin(folder: Path, giver: Any, weight: str) -> None:
    """The Latin of the weight that lies in `folder`, with marks as wide as Latin marks are."""
    font = TTFont(folder / f"RelreportSans-{weight}.ttf", recalcTimestamp=False)
    options = subset.Options(
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
        layout_features=["ccmp", "liga", "mark", "kern"],
        name_IDs=[13, 14],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for point in LATIN if point not in LATIN_ALONE])
    subsetter.subset(font)
    marks = tuple((point, point) for point in LATIN_ALONE)
    add(font, SOURCES[0]._replace(ranges=marks), giver, bold=weight == "Bold")
    name(font, weight, LATIN_FAMILY)
    font.save(folder / f"RelreportLatin-{weight}.ttf", reorderTables=True)


def wanted(character: str) -> bool:
    described = unicodedata.name(character, "")
    if described.startswith("HANGUL"):
        return False
    if described.startswith("CJK UNIFIED IDEOGRAPH"):
        return bool(character.encode("gbk", "ignore")) or character in TABLE_BEYOND_GBK
    return True


def add(font: Any, source: Source, giver: Any, *, bold: bool) -> None:
    """Draw the giver's glyphs, scaled, for the characters of its ranges that the font still lacks."""
    have = font.getBestCmap()
    theirs = giver.getBestCmap()
    scale = 1000 / giver["head"].unitsPerEm
    if source.fit is not None:
        character, regular, heavy = source.fit
        scale = (heavy if bold else regular) / giver["hmtx"][theirs[ord(character)]][0]
    glyphs = giver.getGlyphSet()
    order = list(font.getGlyphOrder())
    fresh: dict[int, str] = {}
    for point in sorted(theirs):
        if point in have or not any(low <= point <= high for low, high in source.ranges):
            continue
        recording = DecomposingRecordingPen(glyphs)
        glyphs[theirs[point]].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        fresh[point] = f"u{point:05X}"
        order.append(fresh[point])
        font["glyf"].glyphs[fresh[point]] = glyph
        font["hmtx"].metrics[fresh[point]] = (
            round(giver["hmtx"][theirs[point]][0] * scale),
            glyph.xMin if glyph.numberOfContours else 0,
        )
    font.setGlyphOrder(order)
    font["glyf"].setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update(
                {point: glyph for point, glyph in fresh.items() if table.format == 12 or point <= 0xFFFF}
            )


def name(font: Any, weight: str, family: str = FAMILY) -> None:
    names = font["name"]
    for number, text in {
        0: COPYRIGHT,
        1: family,
        2: weight,
        3: f"{VERSION};{family} {weight}",
        4: f"{family} {weight}",
        5: f"Version {VERSION}",
        6: f"{family.replace(' ', '')}-{weight}",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = MADE
    font["head"].fontRevision = float(VERSION)
    font["OS/2"].achVendID = "NONE"


def ranges(points: Iterable[int]) -> Iterator[str]:
    """Say the code points as lines `first-last`, in hexadecimal, both included."""
    ordered = sorted(points)
    begin = 0
    for index, point in enumerate(ordered):
        if index + 1 == len(ordered) or ordered[index + 1] != point + 1:
            yield f"{ordered[begin]:x}-{point:x}"
            begin = index + 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
