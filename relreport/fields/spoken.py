"""What people call the fields when they write from memory: Chinese names, a capital, the word next to it.

None of these is a key of the format. They are known so that a message can name the key that was meant.
"""

from __future__ import annotations

from functools import cache

from relreport.fields.kinds import Record, folded

# record -> one field a word, what it is called behind `=`, parted by `/`; the first is its name in Chinese.
# Only what can mean one field of its record stands here.
_SPOKEN = {
    "account": (
        "name=名称/客户名称/客户/公司/公司名称/单位/姓名/customer/company/client/account tier=级别/客户级别/等级/客户等级/分级/level/grade"
        " tier_why=定级理由/定级原因 owner=负责人/我方负责人/客户负责人/责任人/客户经理/销售/业务员/sales/rep/account_manager"
        " team=团队/我方团队/成员 industry=行业/所属行业 category=品类/产品/采购品类/product sales_mode=销售模式/销售方式"
        " currency=币种/货币 declared=自评/负责人判断 partnership=伙伴日期/战略伙伴 main_supplier=主供应商/主供 why_us=选择理由/为什么选我们"
        " confidential=保密 readers=可见人/读者 purchasing=采购/采购额/采购数据/purchases performance=履约/绩效 satisfaction=满意度"
        " needs=需求/客户需求 openings=机会/切入机会/opportunities criteria=评价标准/标准 competitors=竞争对手/对手/竞品/rivals"
        " contacts=联系人/客户联系人/人员/关键人 interactions=接触/接触记录/拜访记录/沟通记录/跟进记录/日志/journal/log/visits"
        " tenders=招标/投标/标/bids complaints=投诉 promises=承诺/我方承诺 commitments=客户承诺/对方承诺 requests=要求/客户要求"
        " referrals=推荐/转介绍 actions=行动/行动计划/待办/计划/todo/todos/tasks asks=请示/资源申请 accepted=已接受/接受的问题/接受的缺口"
        " was=曾用编号 relreport=版本"
    ),
    "declared": "stage=阶段/合作阶段 distance=距离/关系距离",
    "readers": "id=编号/人员/姓名/name signed=签署日期",
    "purchasing": (
        "period=期间/季度/时间/quarter total=总额/采购总额/总采购额 ours=我方/我方金额/我方份额金额 share=份额/占比"
        " basis=依据/数据来源 from=来源/提供人 on=日期/得知日期/date"
    ),
    "performance": "on=日期/date item=项目 result=结果",
    "satisfaction": "on=日期/date perceived=感受/实际感受 expected=期望 from=来源/谁说的/who",
    "needs": (
        "id=编号 on=日期/提出日期/date from=提出人/来自/谁/联系人/who need=需求/内容/what answer=答复/方案 status=状态/进展"
        " answered=答复日期 met=满足日期 fits=能否做到/能否满足 confirmed=确认日期"
    ),
    "openings": "id=编号 on=日期/date kind=类型/type what=内容/机会 until=截止/截止日期/deadline large=大机会",
    "criteria": "what=标准/内容 weight=权重 favours=有利于/利于/favors shaped_by_us=我方参与",
    "moves": "on=日期/date what=内容/动作",
    "competitors": (
        "name=名称/对手/公司/company share=份额/占比 rank=排名/位置 weakness=弱点/劣势 satisfaction=满意度 moves=动作/动向"
    ),
    "contacts": (
        "id=编号 name=姓名/名字/名称/联系人 title=职务/职位/岗位/头衔/position/job side=所属/一方/部门类别 roles=角色/决策角色/role"
        " influence=影响力/决策比重 reports_to=上级/汇报对象/汇报给/boss held_by=维护人/我方维护人/负责人"
        " met_through=引荐人/介绍人 relation=关系 birthday=生日 joined=入职/入职日期 left=离职/离开日期/离职日期 portrait=画像/人物画像"
    ),
    "portrait item": (
        "value=内容/值 on=日期/date from=来源 confirmed=确认日期 withheld=不写/知情人 confirmed_by=确认人"
    ),
    "portrait": "basic=基本/基本信息 background=背景 needs=需求 rivals=对手/竞争 depth=深度/内部 extended=延伸/私人",
    "interactions": (
        "on=日期/date/day at=时间/time with=对方/联系人/客户/参加人/谁/who/contact by=我方/我方人员/销售 kind=方式/类型/type"
        " initiated=发起/发起方 space=场合 topic=话题 raised=提起 risk=风险 info=信息 coach=教练/指导 did=价值/带来"
        " trust=信任 note=内容/备注/记录/说明/notes/what/summary"
    ),
    "rounds": "on=日期/date name=名称/轮次 position=位置 spears=利器",
    "tenders": (
        "id=编号 name=名称/项目/项目名称/project value=金额/标的/amount large=大项目 opened=启动/启动日期 due=定标日期/预计定标/deadline"
        " decided=已定日期 chance=把握 ours=我方/我方金额 team=团队 rounds=轮次 result=结果 terms=条件"
    ),
    "complaints": (
        "id=编号 on=日期/投诉日期/date from=投诉人/提出人/谁/联系人/who about=内容/事由/what cause=原因 action=措施/处理"
        " acted=处理日期/措施日期 closed=了结/关闭日期/了结日期"
    ),
    "promises": (
        "id=编号 on=日期/承诺日期/date to=对谁/对象/联系人/客户/with what=内容/承诺/承诺内容/promise due=期限/截止/截止日期/到期/deadline"
        " kept=兑现/兑现日期/完成日期/done broken=违约/违约日期 certain=有把握"
    ),
    "commitments": (
        "id=编号 on=日期/date from=承诺人/谁/联系人/who what=内容/承诺/承诺内容/commitment due=期限/截止/截止日期/deadline"
        " kept=兑现/兑现日期 lapsed=落空/落空日期"
    ),
    "requests": (
        "id=编号 on=日期/date from=提出人/谁/联系人/who what=内容/要求/request reply_due=答复期限/期限/due/deadline replied=答复日期"
        " answer=答复/答复结果 harms=损害 by=决定人/我方 authority=权限 reported=报告日期"
    ),
    "referrals": "id=编号 on=日期/date from=推荐人/谁/who to=推荐给/被推荐方 asked=是否请求",
    "actions": (
        "id=编号 do=事项/做什么/内容/行动/待办/what/action/task/todo with=对方/联系人/客户/谁/who by=我方/负责人/谁做/owner"
        " due=期限/截止/截止日期/日期/deadline/date at=时间/time kind=方式/类型/type did=价值/带来 for=针对/问题/缺口 status=状态"
        " done_on=完成日期/done"
    ),
    "asks": (
        "id=编号 on=日期/date of=向谁/对象/审批人/who what=内容/事项/request cost=费用/金额 due=期限/截止/截止日期/deadline"
        " decided=决定日期 answer=答复/结果"
    ),
    "accepted": "code=编码/问题/缺口 subject=对象/针对 reason=理由/原因 by=由谁/接受人 until=有效期/截止",
    "settings": (
        "relreport=版本 company=公司/公司名称 language=语言 calendar=日历/节假日 as_of=评估日期 audience=对象/受众 audiences=受众列表"
        " labels=用词/叫法 aliases=别名 people=人员/我方人员/员工/staff/team tiers=级别/客户级别 rules=规则 portrait=画像"
        " colours=颜色/colors logo=标志 pdf=文件"
    ),
    "people": (
        "id=编号 name=姓名/名字 role=岗位/角色/roles/title level=级别/等级 joined=入职/入职日期 left=离职/离职日期 traits=特长/长处"
    ),
}  # fmt: skip


@cache
def _called(name: str) -> dict[str, tuple[str, ...]]:
    """Field -> what people call it."""
    found = {}
    for word in _SPOKEN.get(name, "").split():
        field, _, called = word.partition("=")
        found[field] = tuple(called.split("/"))
    return found


@cache
def _meanings(name: str, keys: tuple[str, ...]) -> dict[str, str]:
    """Folded spelling -> the key it stands for."""
    table = {
        folded(spelling): field
        for field, called in _called(name).items()
        for spelling in called
        if field in keys
    }
    return table | {folded(key): key for key in keys}


def meant(record: Record, written: str) -> str | None:
    """The key that `written` certainly stands for: the same in another case or width, or what people
    call it."""
    return meant_among(record.name, record.names, written)


def meant_among(name: str, keys: tuple[str, ...], written: str) -> str | None:
    """The same for keys that stand in no record, as the boards of a portrait do."""
    return _meanings(name, keys).get(folded(written.strip(" \u3000")))


def glossed(name: str, keys: tuple[str, ...]) -> str:
    """The keys as a Chinese message lists them: each with its name."""
    called = _called(name)
    return "、".join(f"{key} {called[key][0]}" if called.get(key) else key for key in keys)


@cache
def every_name() -> frozenset[str]:
    """What people call the fields of any record, in Chinese."""
    return frozenset(
        spelling
        for name in _SPOKEN
        for called in _called(name).values()
        for spelling in called
        if not spelling.isascii()
    )
