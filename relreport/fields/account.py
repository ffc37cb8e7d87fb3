"""Every field of an account file. Order is the canonical order of `fmt`; meanings stand in both languages."""

from __future__ import annotations

from relreport.fields import tokens as t
from relreport.fields.kinds import (
    Birthday,
    Boards,
    Clock,
    ContactRef,
    Day,
    Entries,
    Field,
    Identifier,
    Many,
    Money,
    Number,
    One,
    PeriodOf,
    PersonRef,
    Record,
    Sensitivity,
    ShareOf,
    Signed,
    Text,
    Token,
    Whole,
    YesNo,
)

PUBLIC, INTERNAL, RESTRICTED, SECRET = Sensitivity

F = Field
DAY, PLAN, TEXT, ID = Day(), Day(month_end=True), Text(), Identifier()
CONTACTS, PEOPLE = Many(ContactRef(), people=True), Many(PersonRef(), people=True)


def _id(en: str, zh: str) -> Field:
    return F(name="id", kind=ID, en=en, zh=zh)


DECLARED = Record(
    name="declared",
    en="What the owner believes; compared with the evidence.",
    zh="负责人自己的判断，用来和事实对照。",
    fields=(
        F(name="stage", kind=Token(t.STAGE), en="Stage as the owner sees it.", zh="负责人认为的合作阶段。"),
        F(
            name="distance",
            kind=Token(t.DISTANCE),
            sensitivity=RESTRICTED,
            en="Distance of the key contact as the owner sees it.",
            zh="负责人认为的与关键人的距离。",
        ),
    ),
)

READER = Record(
    name="readers",
    scalar="id",
    en="Who may read a confidential account.",
    zh="谁可以看保密客户。",
    fields=(
        F(name="id", kind=PersonRef(), en="One of our people.", zh="我方人员。"),
        F(name="signed", kind=DAY, en="Day the confidentiality commitment was signed.", zh="签署保密承诺的日期。"),
    ),
)

PURCHASE = Record(
    name="purchasing",
    en="What they buy in our category in one period, and our part of it.",
    zh="客户某一期间在本品类的采购，以及我方份额。",
    fields=(
        F(name="period", kind=PeriodOf(), required=True, en="Year, half, quarter or month.", zh="年、半年、季度或月份。", example="2026-Q3"),
        F(name="total", kind=Money(), en="What they bought in all.", zh="客户采购总额。", example="12_000_000"),
        F(name="ours", kind=Money(), en="What they bought from us.", zh="其中向我方采购的金额。", example="540万"),
        F(name="share", kind=ShareOf(), en="Our share, where only that is known; a range will do.", zh="只知道份额时填写，可写范围。", example="40-48%"),
        F(name="basis", kind=Token(t.BASIS), en="Where the figure comes from.", zh="数据来源。"),
        F(name="from", attribute="source", kind=TEXT, en="Who told us, or who estimated.", zh="由谁提供或估计。"),
        F(name="on", kind=DAY, en="Day we learnt it.", zh="得知日期。"),
    ),
)

PERFORMANCE = Record(
    name="performance",
    en="The musts of delivery, passed or failed.",
    zh="必须做到的硬指标，合格或不合格。",
    fields=(
        F(name="on", kind=DAY, en="Day of the result.", zh="结果日期。"),
        F(name="item", kind=Token(t.PERFORMANCE_ITEM), en="What was judged.", zh="评价项目。"),
        F(name="result", kind=Token(t.RESULT), en="Passed or failed.", zh="合格或不合格。"),
    ),
)

SATISFACTION = Record(
    name="satisfaction",
    en="How the service was felt against what was expected, 1 to 5.",
    zh="实际感受与期望的对比，1 到 5 分。",
    fields=(
        F(name="on", kind=DAY, en="Day it was asked.", zh="了解日期。"),
        F(name="perceived", kind=Number(1, 5), en="How it was felt.", zh="实际感受。", example="4"),
        F(name="expected", kind=Number(1, 5), en="What was expected.", zh="原本期望。", example="3"),
        F(name="from", attribute="source", kind=ContactRef(), en="Who said so.", zh="由谁说的。"),
    ),
)

NEED = Record(
    name="needs",
    en="A need of theirs, and what became of it.",
    zh="客户的一项需求及其进展。",
    order=(("on", "answered"), ("on", "met"), ("on", "confirmed")),
    fields=(
        _id("Id, unique among the needs.", "编号，在需求中唯一。"),
        F(name="on", kind=DAY, en="Day it was told.", zh="提出日期。"),
        F(name="from", attribute="source", kind=ContactRef(), en="Whose need it is.", zh="由谁提出。"),
        F(name="need", kind=TEXT, en="The need in their words.", zh="需求内容。", example="缩短封路时间"),
        F(name="answer", kind=TEXT, en="What we offered.", zh="我方的答复。"),
        F(name="status", kind=Token(t.NEED_STATUS), default="open", en="Where it stands; dates decide when given.", zh="进展；填了日期则以日期为准。"),
        F(name="answered", kind=DAY, en="Day of our answer.", zh="答复日期。"),
        F(name="met", kind=DAY, en="Day it was met.", zh="满足日期。"),
        F(name="fits", kind=YesNo(), en="Can we deliver it?", zh="我方能否做到。"),
        F(name="confirmed", kind=DAY, en="Day they last confirmed it.", zh="最近一次确认日期。"),
    ),
)

OPENING = Record(
    name="openings",
    en="A chance to enter or to grow.",
    zh="切入或扩大合作的机会。",
    order=(("on", "until"),),
    fields=(
        _id("Id, unique among the openings.", "编号，在机会中唯一。"),
        F(name="on", kind=DAY, en="Day we learnt of it.", zh="得知日期。"),
        F(name="kind", kind=Token(t.OPENING), en="What opens the door.", zh="机会类型。"),
        F(name="what", kind=TEXT, en="What it is.", zh="具体内容。"),
        F(name="until", kind=PLAN, en="Day it closes.", zh="截止日期。"),
        F(name="large", kind=YesNo(), en="Is it a large one?", zh="是否为大机会。"),
    ),
)

CRITERION = Record(
    name="criteria",
    en="What they judge suppliers by.",
    zh="客户评价供应商的标准。",
    fields=(
        F(name="what", kind=TEXT, en="The criterion.", zh="标准内容。"),
        F(name="weight", kind=Whole(0, 100), en="Its weight in percent.", zh="权重，百分数。"),
        F(name="favours", kind=Token(t.FAVOURS), en="Whom it favours.", zh="对谁有利。"),
        F(name="shaped_by_us", kind=YesNo(), en="Did we help to shape it?", zh="我方是否参与了制定。"),
    ),
)

MOVE = Record(
    name="moves",
    en="What a rival did.",
    zh="对手的动作。",
    fields=(
        F(name="on", kind=DAY, en="Day of the move.", zh="日期。"),
        F(name="what", kind=TEXT, en="What they did.", zh="做了什么。"),
    ),
)

COMPETITOR = Record(
    name="competitors",
    scalar="name",
    en="A rival at this account.",
    zh="这个客户处的竞争对手。",
    fields=(
        F(name="name", kind=TEXT, en="The rival's name.", zh="对手名称。"),
        F(name="share", kind=ShareOf(), en="Its share of their purchasing.", zh="对手份额。"),
        F(name="rank", kind=Token(t.RANK), en="Its rank among the suppliers.", zh="对手在供应商中的位置。"),
        F(name="weakness", kind=TEXT, en="Where it is weak.", zh="弱点。"),
        F(name="satisfaction", kind=Number(1, 5), en="How content they are with it, 1 to 5.", zh="客户对它的满意度，1 到 5。"),
        F(name="moves", kind=Entries(MOVE), en="What it did, dated.", zh="有日期的动作。"),
    ),
)

CONTACT = Record(
    name="contacts",
    en="A person at the customer.",
    zh="客户方的一个人。",
    order=(("joined", "left"),),
    fields=(
        F(name="id", kind=ID, en="Id, unique in the file; the name where left out.", zh="编号，文件内唯一；不填则用姓名。"),
        F(name="name", kind=TEXT, en="Name.", zh="姓名。"),
        F(name="title", kind=TEXT, en="Position.", zh="职务。"),
        F(name="side", kind=Token(t.SIDE), en="The side of the house.", zh="所在一方。"),
        F(name="roles", kind=Many(Token(t.ROLE)), en="Part in the buying decision.", zh="在采购决策中的角色。"),
        F(name="influence", kind=Whole(0, 100), sensitivity=RESTRICTED, en="Percent of the buying decision.", zh="在采购决策中的比重，百分数。"),
        F(name="reports_to", kind=ContactRef(), en="Whom they report to.", zh="汇报对象。"),
        F(name="held_by", kind=PEOPLE, en="Who of ours holds the relationship.", zh="我方由谁维护。"),
        F(name="met_through", kind=TEXT, sensitivity=RESTRICTED, en="Who introduced us.", zh="引荐人。"),
        F(name="relation", kind=Token(t.RELATION), sensitivity=RESTRICTED, en="Good, or bad where they would rather not see us.", zh="好，或差（对方不愿见我们）。"),
        F(name="birthday", kind=Birthday(), sensitivity=RESTRICTED, en="Birthday.", zh="生日。"),
        F(name="joined", kind=DAY, en="Day they joined the customer.", zh="入职日期。"),
        F(name="left", kind=PLAN, en="Day they left, or will leave.", zh="离开日期，可以是将来。"),
        F(name="portrait", kind=Boards(), sensitivity=None, en="Six boards of what we know of the person.", zh="六个板块的人物画像。"),
    ),
)

ITEM = Record(
    name="portrait item",
    scalar="value",
    order=(("on", "confirmed"),),
    en="One thing we know of a person.",
    zh="画像中的一项。",
    fields=(
        F(name="value", kind=TEXT, sensitivity=None, en="What is known.", zh="内容。"),
        F(name="on", kind=DAY, sensitivity=None, en="Day we learnt it.", zh="得知日期。"),
        F(name="from", attribute="source", kind=TEXT, sensitivity=None, en="Who told us.", zh="由谁告知。"),
        F(name="confirmed", kind=DAY, sensitivity=None, en="Day it was last confirmed.", zh="最近确认日期。"),
        F(name="withheld", kind=PersonRef(), sensitivity=SECRET, en="Who knows it and does not write it down.", zh="谁知道但不写下来。"),
        F(name="confirmed_by", kind=PersonRef(), sensitivity=SECRET, en="The manager who was told.", zh="已向哪位上级说明。"),
    ),
)

BOARD_SENSITIVITY: dict[str, Sensitivity] = {
    "basic": INTERNAL,
    "background": INTERNAL,
    "needs": INTERNAL,
    "rivals": INTERNAL,
    "depth": RESTRICTED,
    "extended": SECRET,
}
ITEM_SENSITIVITY: dict[tuple[str, str], Sensitivity] = {("needs", "personal"): RESTRICTED}

INTERACTION = Record(
    name="interactions",
    en="One contact with the customer: the journal.",
    zh="与客户的一次接触：日志。",
    fields=(
        F(name="on", kind=DAY, required=True, en="Day.", zh="日期。"),
        F(name="at", attribute="clock", kind=Clock(), en="Time.", zh="时间。", example="10:00"),
        F(name="with", attribute="with_", kind=CONTACTS, en="Who of theirs took part.", zh="对方参加的人。"),
        F(name="by", kind=PEOPLE, en="Who of ours; the owner where left out.", zh="我方参加的人，不填则为负责人。"),
        F(name="kind", kind=Token(t.KIND), en="What kind of contact.", zh="接触方式。"),
        F(name="initiated", kind=Token(t.SIDES_OF_TALK), default="us", en="Who began it.", zh="由谁发起。"),
        F(name="space", kind=Token(t.SPACE), default="work", sensitivity=RESTRICTED, en="Work, or a private occasion.", zh="工作场合或私人场合。"),
        F(name="topic", kind=Token(t.TOPIC), sensitivity=RESTRICTED, en="How deep the talk went.", zh="话题深度。"),
        F(name="raised", kind=Token(t.SIDES_OF_TALK), sensitivity=RESTRICTED, en="Who raised the topic; who began where left out.", zh="由谁提起话题，不填则为发起方。"),
        F(name="risk", kind=YesNo(), sensitivity=RESTRICTED, en="Was a risky topic raised?", zh="是否谈到风险话题。"),
        F(name="info", kind=Token(t.INFO), sensitivity=RESTRICTED, en="What information passed.", zh="信息质量。"),
        F(name="coach", kind=Token(t.COACH), sensitivity=RESTRICTED, en="What help passed.", zh="教练层次。"),
        F(name="did", kind=Many(Token(t.DID)), en="What it brought them.", zh="为客户带来了什么。"),
        F(name="trust", kind=Many(Signed(t.TRUST)), sensitivity=RESTRICTED, en="Signs of trust, + or −.", zh="信任的迹象，+ 或 −。"),
        F(name="note", kind=TEXT, sensitivity=RESTRICTED, en="What was said.", zh="内容。"),
    ),
)

ROUND = Record(
    name="rounds",
    en="One round of a tender.",
    zh="招标的一轮。",
    fields=(
        F(name="on", kind=DAY, en="Day of the round.", zh="日期。"),
        F(name="name", kind=TEXT, en="What the round is called.", zh="轮次名称。"),
        F(name="position", kind=Token(t.POSTURE), en="How we stand in it.", zh="我方位置。"),
        F(name="spears", kind=Many(TEXT), en="Where we are sharper than the rivals.", zh="我方的利器。"),
    ),
)

TENDER = Record(
    name="tenders",
    en="A tender under way or decided.",
    zh="进行中或已定的招标。",
    order=(("opened", "due"), ("opened", "decided")),
    fields=(
        _id("Id, unique among the tenders.", "编号，在招标中唯一。"),
        F(name="name", kind=TEXT, en="What it is called.", zh="名称。"),
        F(name="value", kind=Money(), en="Its value.", zh="金额。"),
        F(name="large", kind=YesNo(), en="Is it a large one?", zh="是否为大项目。"),
        F(name="opened", kind=DAY, en="Day it opened.", zh="启动日期。"),
        F(name="due", kind=PLAN, en="When the decision is expected.", zh="预计定标日期。"),
        F(name="decided", kind=DAY, en="Day it was decided.", zh="定标日期。"),
        F(name="chance", kind=Token(t.CHANCE), en="Our chance.", zh="把握。"),
        F(name="ours", kind=Money(), en="What we would get of the value.", zh="我方可得金额。"),
        F(name="team", kind=PEOPLE, en="Our team for it; the account's where left out.", zh="我方团队，不填则为客户团队。"),
        F(name="rounds", kind=Entries(ROUND), en="Its rounds.", zh="各轮。"),
        F(name="result", kind=Token(t.TENDER_RESULT), default="open", en="How it ended.", zh="结果。"),
        F(name="terms", kind=Token(t.TERMS), en="Our terms against the rivals', once decided.", zh="定标时我方条件与对手相比。"),
    ),
)

COMPLAINT = Record(
    name="complaints",
    en="A complaint of theirs.",
    zh="客户的一次投诉。",
    order=(("on", "acted"), ("on", "closed"), ("acted", "closed")),
    fields=(
        _id("Id, unique among the complaints.", "编号，在投诉中唯一。"),
        F(name="on", kind=DAY, en="Day it was made.", zh="投诉日期。"),
        F(name="from", attribute="source", kind=ContactRef(), en="Who complained.", zh="由谁提出。"),
        F(name="about", kind=TEXT, en="What it is about.", zh="内容。"),
        F(name="cause", kind=Token(t.CAUSE), en="Where the cause lies.", zh="原因。"),
        F(name="action", kind=TEXT, en="What was done.", zh="措施。"),
        F(name="acted", kind=DAY, en="Day of a remedy, not of an apology.", zh="采取补救措施的日期，道歉不算。"),
        F(name="closed", kind=DAY, en="Day it was settled.", zh="了结日期。"),
    ),
)

PROMISE = Record(
    name="promises",
    en="What we promised them.",
    zh="我方对客户的承诺。",
    order=(("on", "due"), ("on", "kept"), ("on", "broken")),
    fields=(
        _id("Id, unique among the promises.", "编号，在承诺中唯一。"),
        F(name="on", kind=DAY, en="Day it was given.", zh="承诺日期。"),
        F(name="to", kind=CONTACTS, en="To whom.", zh="对谁承诺。"),
        F(name="what", kind=TEXT, en="What was promised.", zh="承诺内容。"),
        F(name="due", kind=PLAN, en="By when.", zh="期限。"),
        F(name="kept", kind=DAY, en="Day it was kept.", zh="兑现日期。"),
        F(name="broken", kind=DAY, en="Day it was broken.", zh="违约日期。"),
        F(name="certain", kind=YesNo(), en="Were we sure when we gave it?", zh="承诺时是否有把握。"),
    ),
)

COMMITMENT = Record(
    name="commitments",
    en="What they promised us.",
    zh="客户对我方的承诺。",
    order=(("on", "due"), ("on", "kept"), ("on", "lapsed")),
    fields=(
        _id("Id, unique among the commitments.", "编号，在客户承诺中唯一。"),
        F(name="on", kind=DAY, en="Day it was given.", zh="日期。"),
        F(name="from", attribute="source", kind=ContactRef(), en="Who gave it.", zh="由谁承诺。"),
        F(name="what", kind=TEXT, en="What was promised.", zh="内容。"),
        F(name="due", kind=PLAN, en="By when.", zh="期限。"),
        F(name="kept", kind=DAY, en="Day it was kept.", zh="兑现日期。"),
        F(name="lapsed", kind=DAY, en="Day it lapsed.", zh="落空日期。"),
    ),
)

REQUEST = Record(
    name="requests",
    en="What they ask, and we owe an answer to.",
    zh="客户提出、我方须答复的要求。",
    order=(("on", "reply_due"), ("on", "replied"), ("on", "reported")),
    fields=(
        _id("Id, unique among the requests.", "编号，在要求中唯一。"),
        F(name="on", kind=DAY, en="Day it was asked.", zh="提出日期。"),
        F(name="from", attribute="source", kind=ContactRef(), en="Who asked.", zh="由谁提出。"),
        F(name="what", kind=TEXT, en="What they ask for.", zh="内容。"),
        F(name="reply_due", kind=PLAN, en="By when we owe an answer.", zh="答复期限。"),
        F(name="replied", kind=DAY, en="Day of our answer.", zh="答复日期。"),
        F(name="answer", kind=Token(t.ANSWER), en="Our answer.", zh="答复结果。"),
        F(name="harms", kind=Token(t.HARMS), en="Whom it would harm.", zh="会损害谁。"),
        F(name="by", kind=PersonRef(), en="Who of ours decided.", zh="我方由谁决定。"),
        F(name="authority", kind=Token(t.AUTHORITY), en="Within that person's authority?", zh="是否在权限内。"),
        F(name="reported", kind=DAY, en="Day it was reported to the manager.", zh="向上级报告的日期。"),
    ),
)

REFERRAL = Record(
    name="referrals",
    en="They recommended us to somebody.",
    zh="客户把我方推荐给别人。",
    fields=(
        _id("Id, unique among the referrals.", "编号，在推荐中唯一。"),
        F(name="on", kind=DAY, en="Day.", zh="日期。"),
        F(name="from", attribute="source", kind=ContactRef(), en="Who recommended us.", zh="由谁推荐。"),
        F(name="to", kind=TEXT, en="To whom.", zh="推荐给谁。"),
        F(name="asked", kind=YesNo(), en="Did we ask for it?", zh="是否由我方请求。"),
    ),
)

ACTION = Record(
    name="actions",
    en="The rep's own plan.",
    zh="销售自己的计划。",
    fields=(
        _id("Id, unique among the actions.", "编号，在行动中唯一。"),
        F(name="do", attribute="do", kind=TEXT, en="What to do.", zh="做什么。"),
        F(name="with", attribute="with_", kind=CONTACTS, en="With whom of theirs.", zh="与对方的谁。"),
        F(name="by", kind=PEOPLE, en="Who of ours; the owner where left out.", zh="我方由谁，不填则为负责人。"),
        F(name="due", kind=PLAN, en="By when.", zh="期限。"),
        F(name="at", attribute="clock", kind=Clock(), en="Time.", zh="时间。"),
        F(name="kind", kind=Token(t.KIND), en="What kind of contact it will be.", zh="方式。"),
        F(name="did", kind=Many(Token(t.DID)), en="What it will bring them.", zh="将为客户带来什么。"),
        F(name="for", attribute="serves", kind=Many(TEXT), en="Codes of the gaps it serves.", zh="针对的问题编码。"),
        F(name="status", kind=Token(t.ACTION_STATUS), default="open", en="Where it stands.", zh="状态。"),
        F(name="done_on", kind=DAY, en="Day it was done.", zh="完成日期。"),
    ),
)

ASK = Record(
    name="asks",
    en="A decision asked of our own management.",
    zh="请公司管理层决定的事项。",
    order=(("on", "due"), ("on", "decided")),
    fields=(
        _id("Id, unique among the asks.", "编号，在请示中唯一。"),
        F(name="on", kind=DAY, en="Day it was asked.", zh="提出日期。"),
        F(name="of", kind=PersonRef(known=False), en="Of whom.", zh="向谁提出。"),
        F(name="what", kind=TEXT, en="What is asked.", zh="内容。"),
        F(name="cost", kind=Money(), en="What it would cost.", zh="费用。"),
        F(name="due", kind=PLAN, en="By when a decision is needed.", zh="需要答复的日期。"),
        F(name="decided", kind=DAY, en="Day it was decided.", zh="决定日期。"),
        F(name="answer", kind=Token(t.ASK_ANSWER), en="The decision.", zh="决定结果。"),
    ),
)

ACCEPTED = Record(
    name="accepted",
    en="A gap knowingly accepted.",
    zh="已知并接受的问题。",
    fields=(
        F(name="code", kind=TEXT, required=True, en="The gap's code.", zh="问题编码。"),
        F(name="subject", kind=TEXT, en="Whose gap; all of the code where left out.", zh="针对谁，不填则该编码全部。"),
        F(name="reason", kind=TEXT, en="Why it is accepted.", zh="理由。"),
        F(name="by", kind=PersonRef(), en="Who accepted it.", zh="由谁接受。"),
        F(name="until", kind=PLAN, en="Until when, this day included.", zh="有效期，含当日。"),
    ),
)

ACCOUNT = Record(
    name="account",
    en="One customer.",
    zh="一个客户。",
    fields=(
        F(name="relreport", attribute="format", kind=Whole(1, 1), default="1", en="Version of this format.", zh="格式版本。"),
        F(name="name", kind=TEXT, required=True, sensitivity=PUBLIC, en="The customer's name.", zh="客户名称。"),
        F(name="was", kind=Many(ID), en="Ids this file had before.", zh="此文件用过的编号。"),
        F(name="tier", kind=Token(t.TIER), default="regular", en="How important the customer is to us.", zh="客户级别。"),
        F(name="tier_why", kind=Many(Token(t.TIER_WHY)), en="Why it has that tier.", zh="定级理由。"),
        F(name="owner", kind=PersonRef(), en="Our person responsible.", zh="负责人。"),
        F(name="team", kind=PEOPLE, en="Our people on this account.", zh="我方团队。"),
        F(name="industry", kind=TEXT, en="Their trade.", zh="所属行业。"),
        F(name="category", kind=TEXT, sensitivity=PUBLIC, en="What we sell them: the market the share is counted in.", zh="我方供应的品类，份额按它计算。"),
        F(name="sales_mode", kind=Token(t.SALES_MODE), en="How business is done.", zh="销售模式。"),
        F(name="currency", kind=TEXT, default="CNY", en="Currency of all amounts.", zh="金额币种。"),
        F(name="declared", kind=One(DECLARED), en=DECLARED.en, zh=DECLARED.zh),
        F(name="partnership", kind=DAY, en="Day a partnership was agreed by both.", zh="双方确立战略伙伴关系的日期。"),
        F(name="main_supplier", kind=YesNo(), en="Does the customer list us as main supplier?", zh="客户是否把我方列为主供应商。"),
        F(name="why_us", kind=Many(Token(t.WHY_US)), en="Why they buy from us.", zh="客户为什么选我方。"),
        F(name="confidential", kind=YesNo(), en="Need-to-know as a whole.", zh="整体保密。"),
        F(name="readers", kind=Entries(READER), en=READER.en, zh=READER.zh),
        F(name="purchasing", kind=Entries(PURCHASE), en=PURCHASE.en, zh=PURCHASE.zh),
        F(name="performance", kind=Entries(PERFORMANCE), en=PERFORMANCE.en, zh=PERFORMANCE.zh),
        F(name="satisfaction", kind=Entries(SATISFACTION), en=SATISFACTION.en, zh=SATISFACTION.zh),
        F(name="needs", kind=Entries(NEED), en=NEED.en, zh=NEED.zh),
        F(name="openings", kind=Entries(OPENING), en=OPENING.en, zh=OPENING.zh),
        F(name="criteria", kind=Entries(CRITERION), en=CRITERION.en, zh=CRITERION.zh),
        F(name="competitors", kind=Entries(COMPETITOR), en=COMPETITOR.en, zh=COMPETITOR.zh),
        F(name="contacts", kind=Entries(CONTACT), en=CONTACT.en, zh=CONTACT.zh),
        F(name="interactions", kind=Entries(INTERACTION), en=INTERACTION.en, zh=INTERACTION.zh),
        F(name="tenders", kind=Entries(TENDER), en=TENDER.en, zh=TENDER.zh),
        F(name="complaints", kind=Entries(COMPLAINT), en=COMPLAINT.en, zh=COMPLAINT.zh),
        F(name="promises", kind=Entries(PROMISE), en=PROMISE.en, zh=PROMISE.zh),
        F(name="commitments", kind=Entries(COMMITMENT), en=COMMITMENT.en, zh=COMMITMENT.zh),
        F(name="requests", kind=Entries(REQUEST), en=REQUEST.en, zh=REQUEST.zh),
        F(name="referrals", kind=Entries(REFERRAL), en=REFERRAL.en, zh=REFERRAL.zh),
        F(name="actions", kind=Entries(ACTION), en=ACTION.en, zh=ACTION.zh),
        F(name="asks", kind=Entries(ASK), en=ASK.en, zh=ASK.zh),
        F(name="accepted", kind=Entries(ACCEPTED), en=ACCEPTED.en, zh=ACCEPTED.zh),
    ),
)

RECORDS: tuple[Record, ...] = (
    *(field.kind.of for field in ACCOUNT.fields if isinstance(field.kind, Entries)),
    MOVE,
    ROUND,
    DECLARED,
)
"""Every record that stands below the account, but a portrait's."""

NUMBERED: dict[str, str] = {
    "needs": "need",
    "openings": "opening",
    "tenders": "tender",
    "complaints": "complaint",
    "promises": "promise",
    "commitments": "commitment",
    "requests": "request",
    "referrals": "referral",
    "asks": "ask",
    "actions": "action",
}
"""List -> the singular by which an entry without id is called."""
