"""What would be an entry if its heading or its bullet were written as they are read.

Such lines are narrative, and stay so. They are said, and looked at as the entries they were meant to be,
so that one run tells all there is to mend.
"""

from __future__ import annotations

from relreport.lines import ITEM, SECTIONS, PlainLine, Remark
from relreport.parse.half_dates import HALF, MOVING
from relreport.patterns import pattern

_HEADING = pattern(r"[ \t\u3000]{0,3}([#＃]{1,6})[ \t\u3000]*(.*)$")
_AS_READ = pattern(r" {0,3}##[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = pattern(r" {0,3}(?:=+|-+)[ \t]*$")
_ROUND_WORDS = pattern(r"^[^\w]+|[^\w]+$")
# other names of the three sections, and the list that was likely meant
_OTHER_NAMES = {
    name: list_
    for list_, names in (
        ("interactions", "journals/log/diary/visits/visit log/contact log/工作日志/拜访日志/客户日志"),
        ("interactions", "拜访记录/跟进记录/沟通记录/接触记录"),
        ("promises", "promise/our promises/我方承诺/我们的承诺/承诺事项/承诺记录"),
        ("actions", "action/todo/todos/to do/to-do/to dos/to-dos/tasks/next steps/action items"),
        ("actions", "行动/行动计划/下一步/待办事项/代办/代办事项"),
    )
    for name in names.split("/")
}
# names of lists that only the front matter holds: no plain line becomes one of their entries
_ELSEWHERE = {
    name: list_
    for list_, names in (
        ("commitments", "commitments/commitment/their promises/对方承诺/客户承诺/他们的承诺"),
        ("complaints", "complaints/complaint/投诉/客户投诉/投诉记录"),
        ("needs", "needs/need/需求/客户需求/需求记录"),
        ("requests", "requests/request/要求/客户要求"),
        ("referrals", "referrals/referral/引荐/转介绍"),
        ("tenders", "tenders/tender/招标/投标/招投标"),
        ("openings", "openings/opening/机会/商机"),
        ("asks", "asks/ask/请示/需要支持"),
    )
    for name in names.split("/")
}
_NOTHING_ELSE = {"commitments", "complaints", "referrals"}  # below these an item is an entry, dated or not
_CALLED = {
    "interactions": ("Journal", "日志"),
    "promises": ("Promises", "承诺"),
    "actions": ("Actions", "待办"),
}
_BULLET = pattern(r"[ \t\u3000]*(?:([•·●○▪■◆◦‣・])|[-–—*+－]|\d{1,2}[.、)）])?[ \t\u3000]*")
_FULL_DATE = pattern(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_BOX = pattern(r"[\[［【]\s*[xX√✓]?\s*[\]］】]|[☐□☑✅✔✓]\ufe0f?")
_SOON_A_COLON = pattern(r"[^:：。.]{0,30}[:：]")
_GLYPH = pattern(r"([☐□])|[☑✅✔✓]\ufe0f?[ \t]*")


class Almost:
    """Looks at the lines that are no entries. `remarks`: what is to mend; `lines`: the entries that were
    meant."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.lines: list[PlainLine] = []
        self._under: str | None = None  # the list of a heading that is not read as one
        self._sure = True  # whether that heading can mean nothing else
        self._any_item = False  # whether it looks so much like one that any item below it is an entry
        self._elsewhere: Remark | None = None  # a heading of a list that text does not hold, not told yet
        self._unsure: Remark | None = None  # a heading to be told once what follows looks like an entry

    def see(self, number: int, line: str, section: str | None) -> bool:
        """Look at a line; whether entries below it have to be looked at too."""
        if self._heading(number, line):
            return self._under is not None
        name = self._under or section
        item = ITEM.match(line)
        if self._elsewhere is not None and item and self._meant_elsewhere(line[item.end() :]):
            self.remarks.append(self._elsewhere)
            self._elsewhere = None
        if name is None or not line.strip():
            return self._under is not None
        if item:
            self._item(name, number, item.end(), line)
        else:
            self._nearly(name, number, line)
        return self._under is not None

    def _heading(self, number: int, line: str) -> bool:
        found = _HEADING.match(line)
        read = _AS_READ.match(line)
        if read and read[1].casefold() in SECTIONS:
            self._under = self._unsure = self._elsewhere = None
            return True
        if found is None and _UNDERLINE.match(line) and self._unsure and self._unsure.line == number - 1:
            self._under = self._unsure = None  # the line above is a heading after all
            return True
        if found is None and len(line) > 24:
            return False
        words = _ROUND_WORDS.sub("", found[2] if found else line).casefold()
        meant = SECTIONS.get(words) or _OTHER_NAMES.get(words)
        if meant is None and not found:
            return False
        list_ = _ELSEWHERE.get(words) if found else None
        self._elsewhere = Remark("W309", number, 0, len(line), word=list_) if list_ else None
        if meant is None:
            if found and len(found[1]) <= 2 and line.lstrip().startswith(("# ", "## ")):
                self._under = self._unsure = None
            return bool(found)
        called = words.capitalize() if words in SECTIONS else _CALLED[meant][not words.isascii()]
        sure = words in SECTIONS
        remark = Remark("W304", number, 0, len(line), repair=(len(line), f"## {called}"), sure=sure)
        self._under, self._unsure, self._sure = meant, remark, sure
        self._any_item = sure and line.strip() != words and not line.strip().isalpha()
        if found and sure:
            self._tell()
        return True

    def _meant_elsewhere(self, text: str) -> bool:
        """Whether an item is meant as an entry: people also tell of needs and chances in points."""
        told = self._elsewhere is not None and self._elsewhere.word in _NOTHING_ELSE
        return bool(told or _FULL_DATE.match(text) or _BOX.match(text))

    def _tell(self) -> None:
        if self._unsure is not None:
            self.remarks.append(self._unsure)
            self._unsure = None

    def _item(self, name: str, number: int, column: int, line: str) -> None:
        """An item under a heading that is not read as one."""
        if self._under is None:
            return
        text = line[column:].rstrip()
        if self._unsure is not None and not self._any_item and not _looks_like_one(name, text):
            return
        self._tell()
        self.lines.append(PlainLine(name, number, column, text))

    def _nearly(self, name: str, number: int, line: str) -> None:
        """A line with another bullet, with none, or with one that touches its text."""
        bullet = _BULLET.match(line)
        assert bullet is not None
        text = line[bullet.end() :].rstrip()
        listed = bullet[1] or (self._any_item and bullet[0].strip())
        if not text or not (_looks_like_one(name, text) or (listed and (self._any_item or not self._unsure))):
            return
        if not bullet[0].strip() and MOVING.match(text) and not _SOON_A_COLON.match(text):
            return  # a sentence that begins so
        self._tell()
        glyph = _GLYPH.match(text)
        box = ""
        if glyph and name != "interactions":
            box, text = "[ ] " if glyph[1] else "[x] ", text[glyph.end() :].lstrip()
        start = len(line.rstrip()) - len(text)
        lead = len(line) - len(line.lstrip(" \t\u3000"))
        width = len(line.strip())
        sure = self._under is None or self._sure
        self.remarks.append(Remark("W305", number, lead, width, repair=(start, f"- {box}"), sure=sure))
        self.lines.append(PlainLine(name, number, start - len(box), box + text))


def _looks_like_one(name: str, text: str) -> bool:
    """Whether the text begins as an entry of the list does."""
    if name == "interactions":
        return bool(_FULL_DATE.match(text) or HALF.match(text) or MOVING.match(text))
    return bool(_BOX.match(text))
