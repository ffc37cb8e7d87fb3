"""A person at the customer, and what we know of them."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.kinds import (
    Birthday,
    Boards,
    ContactRef,
    Day,
    Field,
    Identifier,
    Many,
    PersonRef,
    Record,
    Sensitivity,
    Text,
    Token,
    Whole,
)

CONTACT = Record(
    name="contacts",
    en="A person at the customer.",
    zh="客户方的一个人。",
    order=(("joined", "left"),),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique in the file; the name where left out.", zh="编号，文件内唯一；不填则用姓名。"),
        Field(name="name", kind=Text(), en="Name.", zh="姓名。"),
        Field(name="title", kind=Text(), en="Position.", zh="职务。"),
        Field(name="side", kind=Token(tokens.SIDE), en="The side of the house.", zh="所在一方。"),
        Field(name="roles", kind=Many(Token(tokens.ROLE)), en="Part in the buying decision.", zh="在采购决策中的角色。"),
        Field(name="influence", kind=Whole(0, 100), sensitivity=Sensitivity.RESTRICTED, en="Percent of the buying decision.", zh="在采购决策中的比重，百分数。"),
        Field(name="reports_to", kind=ContactRef(), en="Whom they report to.", zh="汇报对象。"),
        Field(name="held_by", kind=Many(PersonRef(), people=True), en="Who of ours holds the relationship.", zh="我方由谁维护。"),
        Field(name="met_through", kind=Text(), sensitivity=Sensitivity.RESTRICTED, en="Who introduced us.", zh="引荐人。"),
        Field(name="relation", kind=Token(tokens.RELATION), sensitivity=Sensitivity.RESTRICTED, en="Good, or bad where they would rather not see us.", zh="好，或差（对方不愿见我们）。"),
        Field(name="birthday", kind=Birthday(), sensitivity=Sensitivity.RESTRICTED, en="Birthday.", zh="生日。"),
        Field(name="joined", kind=Day(), en="Day they joined the customer.", zh="入职日期。"),
        Field(name="left", kind=Day(month_end=True), en="Day they left, or will leave.", zh="离开日期，可以是将来。"),
        Field(name="portrait", kind=Boards(), sensitivity=None, en="Six boards of what we know of the person.", zh="六个板块的人物画像。"),
    ),
)

ITEM = Record(
    name="portrait item",
    scalar="value",
    order=(("on", "confirmed"),),
    en="One thing we know of a person.",
    zh="画像中的一项。",
    fields=(
        Field(name="value", kind=Text(), sensitivity=None, en="What is known.", zh="内容。"),
        Field(name="on", kind=Day(), sensitivity=None, en="Day we learnt it.", zh="得知日期。"),
        Field(name="from", attribute="source", kind=Text(), sensitivity=None, en="Who told us.", zh="由谁告知。"),
        Field(name="confirmed", kind=Day(), sensitivity=None, en="Day it was last confirmed.", zh="最近确认日期。"),
        Field(name="withheld", kind=PersonRef(), sensitivity=Sensitivity.SECRET, en="Who knows it and does not write it down.", zh="谁知道但不写下来。"),
        Field(name="confirmed_by", kind=PersonRef(), sensitivity=Sensitivity.SECRET, en="The manager who was told.", zh="已向哪位上级说明。"),
    ),
)

BOARD_SENSITIVITY: dict[str, Sensitivity] = {
    "basic": Sensitivity.INTERNAL,
    "background": Sensitivity.INTERNAL,
    "needs": Sensitivity.INTERNAL,
    "rivals": Sensitivity.INTERNAL,
    "depth": Sensitivity.RESTRICTED,
    "extended": Sensitivity.SECRET,
}

ITEM_SENSITIVITY: dict[tuple[str, str], Sensitivity] = {("needs", "personal"): Sensitivity.RESTRICTED}
