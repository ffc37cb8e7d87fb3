"""Good files broken at random: what slips, merges, telephones and bad luck do to them."""

from __future__ import annotations

import random

_ODD = (
    "\t", "  ", ":", "：", ",", "，", "#", " #x", "&a", "*a", "!x", "%", "@", "`", '"', "'", "{", "}", "[", "]", "- ", "? ",
    "|", ">", "---", "...", "<<: ", "\u200b", "\u202e", "\x07", "\ufeff", "\ud7ff", "😀", "null", "~", "<<<<<<< a", "=======",
    ">>>>>>> b", ":::", "::: secret", "```", "## Journal", "2026-02-30", "９９％", "\\", "\n", "\r\n", "\r", "\u2028", "\x85",
)  # fmt: skip


def broken(text: str, dice: random.Random) -> bytes:
    """The text with one to four things wrong, as bytes that need not even be UTF-8."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        text = _once(text, dice)
    data = text.encode("utf-8", "replace")
    if dice.random() < 0.05:
        place = dice.randrange(len(data) + 1)
        data = data[:place] + bytes(dice.randrange(256) for _ in range(dice.randrange(1, 4))) + data[place:]
    if dice.random() < 0.01:
        data = text.encode(dice.choice(("utf-16", "gb18030", "utf-8-sig")), "replace")
    return data


def _once(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text) + 1)
    lines = text.split("\n")
    line = dice.randrange(len(lines))
    match dice.randrange(9):
        case 0:
            return text[:place] + text[place + dice.randrange(1, 4) :]
        case 1 | 2:
            return text[:place] + dice.choice(_ODD) + text[place:]
        case 3:
            return text[:place]
        case 4:
            del lines[line]
        case 5:
            lines.insert(line, dice.choice(lines))
        case 6:
            lines[line] = " " * dice.randrange(1, 5) + lines[line]
        case 7:
            lines[line] = lines[line].strip()
        case 8:
            end = place + dice.randrange(1, 40)
            return text[:place] + text[place:end] * dice.randrange(2, 30) + text[end:]
    return "\n".join(lines)
