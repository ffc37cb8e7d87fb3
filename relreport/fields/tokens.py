"""The vocabularies of format 1: token, Chinese alias, further spellings that people use. Lowest rung first."""

from __future__ import annotations

from relreport.fields.kinds import Vocabulary


def _list(name: str, spelled: str, default: str | None = None) -> Vocabulary:
    """`spelled`: one token a word, its aliases behind `=`, parted by `/`; `·` stands for a blank."""
    words: dict[str, tuple[str, ...]] = {}
    for word in spelled.split():
        token, _, aliases = word.partition("=")
        words[token] = tuple(aliases.replace("·", " ").split("/")) if aliases else ()
    return Vocabulary(name=name, words=words, default=default)


TIER = _list("tier", "vvip=VIP客户/VVIP客户/vip key=重点/重点客户 regular=一般/一般客户", "regular")
TIER_WHY = _list(
    "tier_why",
    "volume=采购量 profit=利润 potential=潜力 influence=影响力 strategic-fit=战略契合 technology=技术 reference=标杆",
)
SALES_MODE = _list("sales_mode", "counter=柜台 transaction=交易 project=项目 partnership=伙伴")
STAGE = _list("stage", "development=客户开发/开发 initial=初期合作/初期 stable=稳定合作/稳定 strategic=战略合作/战略")
DISTANCE = _list("distance", "stranger=陌生 doctor=医生 teacher=老师 friend=朋友 brother=兄弟")
TRUST_VERDICT = _list("trust", "damaged=受损 thin=单薄 respect=尊重 trusted=信任 deep=深信")
WHY_US = _list(
    "why_us",
    "price=价格 terms=账期 quality=质量 service=服务 technology=技术 delivery=交付 brand=品牌 relationship=关系",
)
PERFORMANCE_ITEM = _list("performance.item", "product=产品 delivery=交付 service=售后")
RESULT = _list("performance.result", "pass=合格/通过 fail=不合格/未通过")
BASIS = _list("purchasing.basis", "customer=客户数据 tender=招标公告 invoices=开票推算 estimate=估计")
NEED_STATUS = _list("needs.status", "brewing=酝酿 open=提出 answered=已答复 met=已满足", "open")
OPENING = _list(
    "openings.kind",
    "new-product=新产品 supplier-review=供应商评估 personnel=人员变动 rival-quality=对手质量"
    " rival-relationship=对手关系 cost-down=降本 other=其他",
)
FAVOURS = _list("criteria.favours", "us=我方 rival=对手 neutral=中性")
RANK = _list("competitors.rank", "first=第一 main=主供 second=次供 candidate=候选")
SIDE = _list(
    "contacts.side", "purchasing=采购 technical=技术 use=使用 finance=财务 management=管理 other=其他"
)
ROLE = _list(
    "contacts.roles",
    "decider=决策/决策者/决策人/拍板 influencer=影响/影响者/影响人 user=使用/使用者/使用人 gatekeeper=把关/把关人 coach=支持者/内线",
)
RELATION = _list("contacts.relation", "good=好 bad=差")
KIND = _list(
    "interactions.kind",
    "visit=拜访/来访/走访 meeting=会议/开会 call=电话/通话/打电话/致电/phone message=消息/微信/短信/邮件/wechat/email/sms greeting=问候"
    " meal=聚餐/吃饭/午餐/晚餐/宴请/lunch/dinner leisure=休闲 event=活动 tour=参观 demo=演示 exchange=技术交流/交流 delivery=交付 service=售后",
)
THEIR_VISIT = "来访"  # a visit that they initiated
MET = frozenset({"visit", "meeting", "meal", "leisure", "event", "tour", "demo", "exchange"})
SPACE = _list("interactions.space", "none=无 work=工作 private=私人", "work")
TOPIC = _list(
    "interactions.topic",
    "none=无 greeting=打招呼 hobby=聊爱好/爱好 business=聊业务/业务 views=聊观点/观点 privacy=聊隐私/隐私",
)
INFO = _list("interactions.info", "none=无 public=公开 useful=有效 slipped=被动私密 confided=主动私密")
COACH = _list(
    "interactions.coach", "none=无 informs=提供信息 guides=指导行动 commits=行动承诺 recommends=强力推荐"
)
SIDES_OF_TALK = _list("interactions.initiated", "us=我方/我们 them=对方/客户", "us")
DID = _list(
    "interactions.did",
    "scale=规模 history=历史 track-record=业绩 quality=质量 service=服务 efficiency=效率 advice=咨询 coordination=协调"
    " partnership=伙伴 news=资讯 solution=方案 resource=资源对接 care=关怀 help=帮助 asked-help=求助 credit=助其立功"
    " thanks=致谢 viewpoint=新观点 surprise=意外之举 innovation=创新方案 challenge=挑战现状",
)
VALUE_COMPANY = frozenset({"scale", "history", "track-record"})
VALUE_PRODUCT = frozenset({"quality", "service", "efficiency"})
VALUE_REP = frozenset({"advice", "coordination", "partnership"})
VALUE = VALUE_COMPANY | VALUE_PRODUCT | VALUE_REP
TRANSFER = frozenset({"news", "solution", "resource"})
FRESH = frozenset({"viewpoint", "surprise"})
SPEAR = frozenset({"innovation", "challenge"})
TRUST = _list(
    "interactions.trust",
    "industry=行业专业 work=做事专业 manner=形象专业 prudent=谨慎 sincere=不精明 admits=承认无知 tact=掌握分寸"
    " promises=不轻诺 referral=朋友引荐 visits=反复拜访 alignment=三大一致 sync=四大同步 not-listening=不倾听"
    " indifferent=漠不关心 pressure=高压 self-serving=自我 company=组织信任",
)
EXPERTISE = ("industry", "work", "manner")
RELIABILITY = ("prudent", "sincere", "admits", "tact", "promises")
INTIMACY = ("referral", "visits", "alignment", "sync")
SELF_ORIENTATION = ("not-listening", "indifferent", "pressure", "self-serving")
CHANCE = _list("tenders.chance", "high=大 even=一半 low=小")
POSTURE = _list("tenders.position", "foil=陪衬 comparator=比对 preferred=首选")
TENDER_RESULT = _list("tenders.result", "open=进行中 won=中标 lost=落标", "open")
TERMS = _list("tenders.terms", "better=更优 equal=相当 worse=更差")
CAUSE = _list(
    "complaints.cause",
    "product=产品 commercial=商务 teamwork=团队 their-management=领导压力 their-schedule=工期压缩 their-demands=要求提高",
)
OWN_CAUSES = frozenset({"product", "commercial", "teamwork"})
HARMS = _list("requests.harms", "us=我方 others=他人 none=无")
ANSWER = _list("requests.answer", "granted=同意 refused=拒绝 alternative=替代")
AUTHORITY = _list("requests.authority", "within=权限内 beyond=超权限")
ASK_ANSWER = _list("asks.answer", "agreed=同意 refused=不同意 other=另议")
ACTION_STATUS = _list("actions.status", "open=待办 done=完成 dropped=取消", "open")
OUR_ROLE = _list("people.role", "rep=销售 manager=经理 boss=老板 technical=技术 service=售后")
LEVEL = _list("people.level", "junior=初级 senior=高级 lead=领军", "senior")
TRAIT = _list(
    "people.traits",
    "risk-aware=风险意识 gap-filler=主动补位 anticipates-rivals=预判对手 finds-weak-points=抓弱点"
    " vivid-presenter=生动展现 tolerates-change=接受多变",
)
DEFENDER = frozenset({"risk-aware", "gap-filler", "anticipates-rivals"})
CHALLENGER = frozenset({"finds-weak-points", "vivid-presenter", "tolerates-change"})
AUDIENCE = _list("audience", "management team manager customer", "management")
CLEARANCE = _list("audiences.clearance", "public=公开 internal=内部 restricted=受限 secret=机密", "public")
SEVERITY = _list("rules.severity", "critical=严重 major=重要 minor=次要 info=提示")
PAPER = _list("pdf.paper", "a4 letter phone", "a4")
LANGUAGE = _list("language", "en=英文/english zh=中文/chinese", "en")

BOARDS: dict[str, tuple[str, ...]] = {
    "basic": ("mobile", "email", "wechat", "office"),
    "background": ("education", "career", "hometown", "tenure"),
    "needs": ("business", "project", "personal", "criteria"),
    "rivals": ("suppliers", "their_terms", "their_strengths", "their_weaknesses"),
    "depth": ("personnel", "supplier_policy", "budget", "decision_process", "internal_issues"),
    "extended": ("family", "hobbies", "aspirations", "values", "circle"),
}

NONE_SPELLINGS = frozenset({"none", "无", "没有"})
