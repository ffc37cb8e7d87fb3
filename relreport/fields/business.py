"""What they buy, how we deliver, what they want and judge by, and who else supplies them."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.kinds import (
    ContactRef,
    Day,
    Entries,
    Field,
    Identifier,
    Money,
    Number,
    PeriodOf,
    Record,
    ShareOf,
    Text,
    Token,
    Whole,
    YesNo,
)

PURCHASE = Record(
    name="purchasing",
    en="What they buy in our category in one period, and our part of it.",
    zh="客户某一期间在本品类的采购，以及我方份额。",
    fields=(
        Field(name="period", kind=PeriodOf(), required=True, en="Year, half, quarter or month.", zh="年、半年、季度或月份。", example="2026-Q3"),
        Field(name="total", kind=Money(), en="What they bought in all.", zh="客户采购总额。", example="12_000_000"),
        Field(name="ours", kind=Money(), en="What they bought from us.", zh="其中向我方采购的金额。", example="540万"),
        Field(name="share", kind=ShareOf(), en="Our share, where only that is known; a range will do.", zh="只知道份额时填写，可写范围。", example="40-48%"),
        Field(name="basis", kind=Token(tokens.BASIS), en="Where the figure comes from.", zh="数据来源。"),
        Field(name="from", attribute="source", kind=Text(), en="Who told us, or who estimated.", zh="由谁提供或估计。"),
        Field(name="on", kind=Day(), en="Day we learnt it.", zh="得知日期。"),
    ),
)

PERFORMANCE = Record(
    name="performance",
    en="The musts of delivery, passed or failed.",
    zh="必须做到的硬指标，合格或不合格。",
    fields=(
        Field(name="on", kind=Day(), en="Day of the result.", zh="结果日期。"),
        Field(name="item", kind=Token(tokens.PERFORMANCE_ITEM), en="What was judged.", zh="评价项目。"),
        Field(name="result", kind=Token(tokens.RESULT), en="Passed or failed.", zh="合格或不合格。"),
    ),
)

SATISFACTION = Record(
    name="satisfaction",
    en="How the service was felt against what was expected, 1 to 5.",
    zh="实际感受与期望的对比，1 到 5 分。",
    fields=(
        Field(name="on", kind=Day(), en="Day it was asked.", zh="了解日期。"),
        Field(name="perceived", kind=Number(1, 5), en="How it was felt.", zh="实际感受。", example="4"),
        Field(name="expected", kind=Number(1, 5), en="What was expected.", zh="原本期望。", example="3"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Who said so.", zh="由谁说的。"),
    ),
)

NEED = Record(
    name="needs",
    en="A need of theirs, and what became of it.",
    zh="客户的一项需求及其进展。",
    order=(("on", "answered"), ("on", "met"), ("on", "confirmed")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the needs.", zh="编号，在需求中唯一。"),
        Field(name="on", kind=Day(), en="Day it was told.", zh="提出日期。"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Whose need it is.", zh="由谁提出。"),
        Field(name="need", kind=Text(), en="The need in their words.", zh="需求内容。", example="缩短封路时间"),
        Field(name="answer", kind=Text(), en="What we offered.", zh="我方的答复。"),
        Field(name="status", kind=Token(tokens.NEED_STATUS), default="open", en="Where it stands; dates decide when given.", zh="进展；填了日期则以日期为准。"),
        Field(name="answered", kind=Day(), en="Day of our answer.", zh="答复日期。"),
        Field(name="met", kind=Day(), en="Day it was met.", zh="满足日期。"),
        Field(name="fits", kind=YesNo(), en="Can we deliver it?", zh="我方能否做到。"),
        Field(name="confirmed", kind=Day(), en="Day they last confirmed it.", zh="最近一次确认日期。"),
    ),
)

OPENING = Record(
    name="openings",
    en="A chance to enter or to grow.",
    zh="切入或扩大合作的机会。",
    order=(("on", "until"),),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the openings.", zh="编号，在机会中唯一。"),
        Field(name="on", kind=Day(), en="Day we learnt of it.", zh="得知日期。"),
        Field(name="kind", kind=Token(tokens.OPENING), en="What opens the door.", zh="机会类型。"),
        Field(name="what", kind=Text(), en="What it is.", zh="具体内容。"),
        Field(name="until", kind=Day(month_end=True), en="Day it closes.", zh="截止日期。"),
        Field(name="large", kind=YesNo(), en="Is it a large one?", zh="是否为大机会。"),
    ),
)

CRITERION = Record(
    name="criteria",
    en="What they judge suppliers by.",
    zh="客户评价供应商的标准。",
    fields=(
        Field(name="what", kind=Text(), en="The criterion.", zh="标准内容。"),
        Field(name="weight", kind=Whole(0, 100), en="Its weight in percent.", zh="权重，百分数。"),
        Field(name="favours", kind=Token(tokens.FAVOURS), en="Whom it favours.", zh="对谁有利。"),
        Field(name="shaped_by_us", kind=YesNo(), en="Did we help to shape it?", zh="我方是否参与了制定。"),
    ),
)

MOVE = Record(
    name="moves",
    en="What a rival did.",
    zh="对手的动作。",
    fields=(
        Field(name="on", kind=Day(), en="Day of the move.", zh="日期。"),
        Field(name="what", kind=Text(), en="What they did.", zh="做了什么。"),
    ),
)

COMPETITOR = Record(
    name="competitors",
    scalar="name",
    en="A rival at this account.",
    zh="这个客户处的竞争对手。",
    fields=(
        Field(name="name", kind=Text(), en="The rival's name.", zh="对手名称。"),
        Field(name="share", kind=ShareOf(), en="Its share of their purchasing.", zh="对手份额。"),
        Field(name="rank", kind=Token(tokens.RANK), en="Its rank among the suppliers.", zh="对手在供应商中的位置。"),
        Field(name="weakness", kind=Text(), en="Where it is weak.", zh="弱点。"),
        Field(name="satisfaction", kind=Number(1, 5), en="How content they are with it, 1 to 5.", zh="客户对它的满意度，1 到 5。"),
        Field(name="moves", kind=Entries(MOVE), en="What it did, dated.", zh="有日期的动作。"),
    ),
)
