"""What passed between us: talks, tenders, complaints, promises both ways, requests, referrals."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.kinds import (
    Clock,
    ContactRef,
    Day,
    Entries,
    Field,
    Identifier,
    Many,
    Money,
    PersonRef,
    Record,
    Sensitivity,
    Signed,
    Text,
    Token,
    YesNo,
)

INTERACTION = Record(
    name="interactions",
    en="One contact with the customer: the journal.",
    zh="与客户的一次接触：日志。",
    fields=(
        Field(name="on", kind=Day(), required=True, en="Day.", zh="日期。"),
        Field(name="at", attribute="clock", kind=Clock(), en="Time.", zh="时间。", example="10:00"),
        Field(name="with", attribute="with_", kind=Many(ContactRef(), people=True), en="Who of theirs took part.", zh="对方参加的人。"),
        Field(name="by", kind=Many(PersonRef(), people=True), en="Who of ours; the owner where left out.", zh="我方参加的人，不填则为负责人。"),
        Field(name="kind", kind=Token(tokens.KIND), en="What kind of contact.", zh="接触方式。"),
        Field(name="initiated", kind=Token(tokens.SIDES_OF_TALK), default="us", en="Who began it.", zh="由谁发起。"),
        Field(name="space", kind=Token(tokens.SPACE), default="work", sensitivity=Sensitivity.RESTRICTED, en="Work, or a private occasion.", zh="工作场合或私人场合。"),
        Field(name="topic", kind=Token(tokens.TOPIC), sensitivity=Sensitivity.RESTRICTED, en="How deep the talk went.", zh="话题深度。"),
        Field(name="raised", kind=Token(tokens.SIDES_OF_TALK), sensitivity=Sensitivity.RESTRICTED, en="Who raised the topic; who began where left out.", zh="由谁提起话题，不填则为发起方。"),
        Field(name="risk", kind=YesNo(), sensitivity=Sensitivity.RESTRICTED, en="Was a risky topic raised?", zh="是否谈到风险话题。"),
        Field(name="info", kind=Token(tokens.INFO), sensitivity=Sensitivity.RESTRICTED, en="What information passed.", zh="信息质量。"),
        Field(name="coach", kind=Token(tokens.COACH), sensitivity=Sensitivity.RESTRICTED, en="What help passed.", zh="教练层次。"),
        Field(name="did", kind=Many(Token(tokens.DID)), en="What it brought them.", zh="为客户带来了什么。"),
        Field(name="trust", kind=Many(Signed(tokens.TRUST)), sensitivity=Sensitivity.RESTRICTED, en="Signs of trust, + or −.", zh="信任的迹象，+ 或 −。"),
        Field(name="note", kind=Text(), sensitivity=Sensitivity.RESTRICTED, en="What was said.", zh="内容。"),
    ),
)

ROUND = Record(
    name="rounds",
    en="One round of a tender.",
    zh="招标的一轮。",
    fields=(
        Field(name="on", kind=Day(), en="Day of the round.", zh="日期。"),
        Field(name="name", kind=Text(), en="What the round is called.", zh="轮次名称。"),
        Field(name="position", kind=Token(tokens.POSTURE), en="How we stand in it.", zh="我方位置。"),
        Field(name="spears", kind=Many(Text()), en="Where we are sharper than the rivals.", zh="我方的利器。"),
    ),
)

TENDER = Record(
    name="tenders",
    en="A tender under way or decided.",
    zh="进行中或已定的招标。",
    order=(("opened", "due"), ("opened", "decided")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the tenders.", zh="编号，在招标中唯一。"),
        Field(name="name", kind=Text(), en="What it is called.", zh="名称。"),
        Field(name="value", kind=Money(), en="Its value.", zh="金额。"),
        Field(name="large", kind=YesNo(), en="Is it a large one?", zh="是否为大项目。"),
        Field(name="opened", kind=Day(), en="Day it opened.", zh="启动日期。"),
        Field(name="due", kind=Day(month_end=True), en="When the decision is expected.", zh="预计定标日期。"),
        Field(name="decided", kind=Day(), en="Day it was decided.", zh="定标日期。"),
        Field(name="chance", kind=Token(tokens.CHANCE), en="Our chance.", zh="把握。"),
        Field(name="ours", kind=Money(), en="What we would get of the value.", zh="我方可得金额。"),
        Field(name="team", kind=Many(PersonRef(), people=True), en="Our team for it; the account's where left out.", zh="我方团队，不填则为客户团队。"),
        Field(name="rounds", kind=Entries(ROUND), en="Its rounds.", zh="各轮。"),
        Field(name="result", kind=Token(tokens.TENDER_RESULT), default="open", en="How it ended.", zh="结果。"),
        Field(name="terms", kind=Token(tokens.TERMS), en="Our terms against the rivals', once decided.", zh="定标时我方条件与对手相比。"),
    ),
)

COMPLAINT = Record(
    name="complaints",
    en="A complaint of theirs.",
    zh="客户的一次投诉。",
    order=(("on", "acted"), ("on", "closed"), ("acted", "closed")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the complaints.", zh="编号，在投诉中唯一。"),
        Field(name="on", kind=Day(), en="Day it was made.", zh="投诉日期。"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Who complained.", zh="由谁提出。"),
        Field(name="about", kind=Text(), en="What it is about.", zh="内容。"),
        Field(name="cause", kind=Token(tokens.CAUSE), en="Where the cause lies.", zh="原因。"),
        Field(name="action", kind=Text(), en="What was done.", zh="措施。"),
        Field(name="acted", kind=Day(), en="Day of a remedy, not of an apology.", zh="采取补救措施的日期，道歉不算。"),
        Field(name="closed", kind=Day(), en="Day it was settled.", zh="了结日期。"),
    ),
)

PROMISE = Record(
    name="promises",
    en="What we promised them.",
    zh="我方对客户的承诺。",
    order=(("on", "due"), ("on", "kept"), ("on", "broken")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the promises.", zh="编号，在承诺中唯一。"),
        Field(name="on", kind=Day(), en="Day it was given.", zh="承诺日期。"),
        Field(name="to", kind=Many(ContactRef(), people=True), en="To whom.", zh="对谁承诺。"),
        Field(name="what", kind=Text(), en="What was promised.", zh="承诺内容。"),
        Field(name="due", kind=Day(month_end=True), en="By when.", zh="期限。"),
        Field(name="kept", kind=Day(), en="Day it was kept.", zh="兑现日期。"),
        Field(name="broken", kind=Day(), en="Day it was broken.", zh="违约日期。"),
        Field(name="certain", kind=YesNo(), en="Were we sure when we gave it?", zh="承诺时是否有把握。"),
    ),
)

COMMITMENT = Record(
    name="commitments",
    en="What they promised us.",
    zh="客户对我方的承诺。",
    order=(("on", "due"), ("on", "kept"), ("on", "lapsed")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the commitments.", zh="编号，在客户承诺中唯一。"),
        Field(name="on", kind=Day(), en="Day it was given.", zh="日期。"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Who gave it.", zh="由谁承诺。"),
        Field(name="what", kind=Text(), en="What was promised.", zh="内容。"),
        Field(name="due", kind=Day(month_end=True), en="By when.", zh="期限。"),
        Field(name="kept", kind=Day(), en="Day it was kept.", zh="兑现日期。"),
        Field(name="lapsed", kind=Day(), en="Day it lapsed.", zh="落空日期。"),
    ),
)

REQUEST = Record(
    name="requests",
    en="What they ask, and we owe an answer to.",
    zh="客户提出、我方须答复的要求。",
    order=(("on", "reply_due"), ("on", "replied"), ("on", "reported")),
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the requests.", zh="编号，在要求中唯一。"),
        Field(name="on", kind=Day(), en="Day it was asked.", zh="提出日期。"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Who asked.", zh="由谁提出。"),
        Field(name="what", kind=Text(), en="What they ask for.", zh="内容。"),
        Field(name="reply_due", kind=Day(month_end=True), en="By when we owe an answer.", zh="答复期限。"),
        Field(name="replied", kind=Day(), en="Day of our answer.", zh="答复日期。"),
        Field(name="answer", kind=Token(tokens.ANSWER), en="Our answer.", zh="答复结果。"),
        Field(name="harms", kind=Token(tokens.HARMS), en="Whom it would harm.", zh="会损害谁。"),
        Field(name="by", kind=PersonRef(), en="Who of ours decided.", zh="我方由谁决定。"),
        Field(name="authority", kind=Token(tokens.AUTHORITY), en="Within that person's authority?", zh="是否在权限内。"),
        Field(name="reported", kind=Day(), en="Day it was reported to the manager.", zh="向上级报告的日期。"),
    ),
)

REFERRAL = Record(
    name="referrals",
    en="They recommended us to somebody.",
    zh="客户把我方推荐给别人。",
    fields=(
        Field(name="id", kind=Identifier(), en="Id, unique among the referrals.", zh="编号，在推荐中唯一。"),
        Field(name="on", kind=Day(), en="Day.", zh="日期。"),
        Field(name="from", attribute="source", kind=ContactRef(), en="Who recommended us.", zh="由谁推荐。"),
        Field(name="to", kind=Text(), en="To whom.", zh="推荐给谁。"),
        Field(name="asked", kind=YesNo(), en="Did we ask for it?", zh="是否由我方请求。"),
    ),
)
