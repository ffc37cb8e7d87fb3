"""What the rep intends: actions, asks of our own management, gaps knowingly accepted."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.kinds import (
    Clock,
    ContactRef,
    Day,
    Field,
    Identifier,
    Many,
    Money,
    PersonRef,
    Record,
    Text,
    Token,
)

ACTION = Record(
    name="actions",
    en="The rep's own plan.",
    zh="销售自己的计划。",
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the actions.", zh="编号，在行动中唯一。"),
        Field(name="do", attribute="do", kind=Text(), en="What to do.", zh="做什么。"),
        Field(name="with", attribute="with_", kind=Many(ContactRef(), people=True), en="With whom of theirs.", zh="与对方的谁。"),
        Field(name="by", kind=Many(PersonRef(), people=True), en="Who of ours; the owner where left out.", zh="我方由谁，不填则为负责人。"),
        Field(name="due", kind=Day(month_end=True), en="By when.", zh="期限。"),
        Field(name="at", attribute="clock", kind=Clock(), en="Time.", zh="时间。"),
        Field(name="kind", kind=Token(tokens.KIND), en="What kind of contact it will be.", zh="方式。"),
        Field(name="did", kind=Many(Token(tokens.DID)), en="What it will bring them.", zh="将为客户带来什么。"),
        Field(name="for", attribute="serves", kind=Many(Text()), en="Codes of the gaps it serves.", zh="针对的问题编码。"),
        Field(name="status", kind=Token(tokens.ACTION_STATUS), default="open", en="Where it stands.", zh="状态。"),
        Field(name="done_on", kind=Day(), en="Day it was done.", zh="完成日期。"),
    ),
)

ASK = Record(
    name="asks",
    en="A decision asked of our own management.",
    zh="请公司管理层决定的事项。",
    order=(("on", "due"), ("on", "decided")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the asks.", zh="编号，在请示中唯一。"),
        Field(name="on", kind=Day(), en="Day it was asked.", zh="提出日期。"),
        Field(name="of", kind=PersonRef(known=False), en="Of whom.", zh="向谁提出。"),
        Field(name="what", kind=Text(), en="What is asked.", zh="内容。"),
        Field(name="cost", kind=Money(), en="What it would cost.", zh="费用。"),
        Field(name="due", kind=Day(month_end=True), en="By when a decision is needed.", zh="需要答复的日期。"),
        Field(name="decided", kind=Day(), en="Day it was decided.", zh="决定日期。"),
        Field(name="answer", kind=Token(tokens.ASK_ANSWER), en="The decision.", zh="决定结果。"),
    ),
)

ACCEPTED = Record(
    name="accepted",
    en="A gap knowingly accepted.",
    zh="已知并接受的问题。",
    fields=(
        Field(name="code", kind=Text(), required=True, en="The gap's code.", zh="问题编码。"),
        Field(name="subject", kind=Text(), en="Whose gap; all of the code where left out.", zh="针对谁，不填则该编码全部。"),
        Field(name="reason", kind=Text(), en="Why it is accepted.", zh="理由。"),
        Field(name="by", kind=PersonRef(), en="Who accepted it.", zh="由谁接受。"),
        Field(name="until", kind=Day(month_end=True), en="Until when, this day included.", zh="有效期，含当日。"),
    ),
)
