"""Another system's CSV: its rows, and which column is what, by a mapping or by what the headings say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from relreport.fields.kinds import folded
from relreport.nearest import nearest
from relreport.record import dataclass
from relreport.source import Map, take_apart

ACCOUNT = ("name", "tier", "owner", "industry", "category", "sales_mode")
CONTACT = ("name", "title", "side", "roles", "birthday", "mobile", "email", "wechat", "office")
TALK = ("on", "kind", "by", "note")
BOUGHT = ("period", "total", "ours", "share")
TARGETS = (
    *ACCOUNT,
    *(f"contact.{name}" for name in CONTACT),
    *(f"interaction.{name}" for name in TALK),
    *(f"purchasing.{name}" for name in BOUGHT),
)
"""What a column can be mapped to."""

# target -> what other systems call it, parted by `/`
_CALLED = {
    "name": "客户/客户名称/公司/公司名称/单位/account/account name/customer/customer name/company name",
    "tier": "级别/客户级别/等级/tier/rating",
    "owner": "负责人/客户经理/销售/owner/account owner",
    "industry": "行业/industry",
    "category": "品类/产品/product/category",
    "contact.name": "联系人/姓名/联系人姓名/contact/contact name/full name",
    "contact.title": "职务/职位/title/job title",
    "contact.mobile": "手机/电话/手机号/mobile/phone",
    "contact.email": "邮箱/电子邮件/email",
    "contact.wechat": "微信/wechat",
    "contact.birthday": "生日/birthday",
    "contact.roles": "角色/决策角色/role",
    "interaction.on": "日期/跟进日期/拜访日期/时间/date/activity date/last activity",
    "interaction.kind": "方式/类型/跟进方式/type/activity type",
    "interaction.by": "跟进人/我方/created by/assigned to",
    "interaction.note": "内容/备注/跟进内容/记录/notes/description/comments/subject",
    "purchasing.period": "期间/季度/period",
    "purchasing.total": "采购总额/total",
    "purchasing.ours": "我方金额/ours",
    "purchasing.share": "份额/share",
}
_WORDS = {folded(word): target for target, words in _CALLED.items() for word in words.split("/")}


class NotATableError(Exception):
    """The file is no CSV with headings, or no column names the customer. `reason` is a key of words."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Which column a target is read from, and what its values are called here."""

    heading: str
    values: Mapping[str, str] = field(default_factory=dict)


def mapping_of(path: str, data: bytes) -> dict[str, Column]:
    """A mapping file: `contact.title: Job Title`, or `tier: {column: Rating, values: {A: vvip}}`."""
    source = take_apart(path, data, settings_file=True)
    if source.top is None or source.findings:
        raise NotATableError("mapping_form")
    columns: dict[str, Column] = {}
    for target, told in source.top.values.items():
        if target not in TARGETS:
            near = nearest(target, TARGETS)
            raise NotATableError("mapping_target", target=target[:40], near=near or "")
        heading = told.values.get("column") if isinstance(told, Map) else told
        values = told.values.get("values") if isinstance(told, Map) else None
        if not isinstance(heading, str) or not heading.strip():
            raise NotATableError("mapping_form")
        given = values.values if isinstance(values, Map) else {}
        columns[target] = Column(
            heading=heading.strip(), values={folded(key): str(one) for key, one in given.items()}
        )
    return columns


def rows_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row, the headings first."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise NotATableError("not_text")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield begins, [cell.strip() for cell in cells]
            begins = rows.line_num + 1
    except csv.Error:
        raise NotATableError("not_csv", line=str(begins)) from None


def guessed(headings: Iterable[str]) -> dict[str, Column]:
    """What each heading likely is; the first of several for one target."""
    columns: dict[str, Column] = {}
    for heading in headings:
        target = _WORDS.get(folded(heading))
        if target:
            columns.setdefault(target, Column(heading=heading))
    return columns
