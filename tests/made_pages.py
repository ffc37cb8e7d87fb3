"""Pages made by hand, for the templates' tests and for looking at: each by name and language, all fictional."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from relreport.charts import Figure, SharePoint, people_map, share_chart, sparkline
from relreport.page.contract.parts import Html

Page = dict[str, Any]
LOCALES = Path(__file__).parents[1] / "relreport" / "locales"


@cache
def words(lang: str) -> dict[str, str]:
    text = (LOCALES / lang / "pages.yaml").read_text(encoding="utf-8")
    return dict(YAML(typ="safe", pure=True).load(text)["words"])


def run(text: str) -> list[dict[str, Any]]:
    """`a *b* c` as runs, the starred ones strong."""
    return [{"text": part, "strong": bool(place % 2)} for place, part in enumerate(text.split("*")) if part]


def source(line: int, label: str = "", date: str = "", quote: str = "", file: str = "taihe") -> Page:
    return {"label": label, "date": date, "facts": "", "quote": quote, "place": f"accounts/{file}.md:{line}"}


def cell(text: str = "", **other: Any) -> Page:
    return {
        "text": text,
        "note": "",
        "tone": "",
        "strong": False,
        "href": "",
        "links": [],
        "key": text,
        "place": "",
        **other,
    }


def table(
    columns: list[str],
    rows: list[list[Any]],
    caption: str = "",
    more: list[list[Any]] | None = None,
    more_label: str = "",
) -> Page:
    def made(row: list[Any]) -> Page:
        return {
            "anchor": "",
            "tone": "",
            "cells": [one if isinstance(one, dict) else cell(one) for one in row],
        }

    heads = [
        {"label": label.removeprefix("#"), "kind": "number" if label.startswith("#") else ""}
        for label in columns
    ]
    return {
        "caption": caption,
        "columns": heads,
        "rows": [made(row) for row in rows],
        "more": [made(row) for row in more or []],
        "more_label": more_label,
    }


def section(name: str, title: str, note: str = "", tone: str = "", **other: Any) -> Page:
    return {
        "id": name,
        "title": title,
        "note": note,
        "tone": tone,
        "folded": False,
        "sentences": [],
        "chart_svg": None,
        "tables": [],
        "sources": [],
        **other,
    }


def gap(
    number: int, code: str, subject: str, title: str, message: str, severity: str, lang: str, **other: Any
) -> Page:
    severities = {
        "en": {"critical": "critical", "major": "weighty", "minor": "worth doing", "info": "worth knowing"},
        "zh": {"critical": "紧要", "major": "重要", "minor": "值得做", "info": "值得知道"},
    }
    tone = {"critical": "alarm", "major": "warn"}.get(severity, "")
    return {
        "number": number,
        "anchor": f"{code}-{subject}" if subject else code,
        "code": code,
        "title": title,
        "message": message,
        "severity": severity,
        "severity_word": severities[lang][severity],
        "tone": tone,
        "record": False,
        "subject": subject,
        "why": "",
        "good": "",
        "check": "",
        "false_alarm": "",
        "evidence": [],
        "actions": [],
        "planned": False,
        "status_word": {"en": "no action planned", "zh": "尚无行动"}[lang],
        "alike": "",
        **other,
    }


def action(
    rank: int,
    do: str,
    by: str,
    with_: str,
    due: str,
    iso: str,
    serves: list[tuple[int, str]],
    late: str = "",
    **other: Any,
) -> Page:
    return {
        "rank": rank,
        "anchor": f"action-{rank}",
        "do": do,
        "by": by,
        "with_": with_,
        "due": due,
        "due_iso": iso,
        "late": late,
        "serves": [{"text": str(number), "href": f"#{anchor}"} for number, anchor in serves],
        "status": "overdue" if late else "suggested",
        "status_word": "",
        "why": "",
        "place": "",
        **other,
    }


def person(name: str, title: str, roles: str, level: int | None, distance: str, **other: Any) -> Page:
    return {
        "anchor": f"person-{name}",
        "name": name,
        "title": title,
        "roles": roles,
        "weight": "",
        "distance": distance,
        "level": level,
        "trust": "",
        "trust_tone": "",
        "contact": "",
        "contact_tone": "",
        "holder": "",
        "met": True,
        "key": False,
        "left": "",
        "indent": 0,
        "notes": [],
        "gaps": [],
        "place": "",
        **other,
    }


def frame(lang: str, name: str, line: list[str], **other: Any) -> Page:
    en = lang == "en"
    return {
        "lang": lang,
        "words": words(lang),
        "id": "made",
        "head": {
            "name": name,
            "line": line,
            "kind": "Account plan" if en else "客户计划",
            "company": "新桥声学",
            "as_of": "30 Sep 2026" if en else "2026 年 9 月 30 日",
            "as_of_iso": "2026-09-30",
            "audience": "Management · internal" if en else "管理层 · 内部",
            "audience_note": "Built for management: some facts were left out."
            if en
            else "供管理层阅读：部分内容未列出。",
            "confidential": "",
        },
        "site": {
            "assets": "../assets/",
            "portfolio": "../index.html",
            "pdf": "../pdf/made.pdf",
            "languages": [{"text": "中文" if en else "English", "href": "#"}],
        },
        "verdict": [],
        "stages": stages(lang, 0, {}),
        "figures": [],
        "gaps": {"lead": [], "rest": [], "rest_label": "", "quiet": "", "accepted": []},
        "actions": {"lead": [], "rest": [], "rest_label": "", "held_back": ""},
        "paper": "a4",
        "footer": "新桥声学 · Account plan · as of 30 Sep 2026"
        if en
        else "新桥声学 · 客户计划 · 截至 2026 年 9 月 30 日",
        **other,
    }


STAGES = {
    "en": ["Development", "Initial", "Stable", "Strategic"],
    "zh": ["客户开发", "初期合作", "稳定合作", "战略合作"],
}
RUNGS = {
    "en": ["first contact", "professional standing", "trusted adviser", "personal trust", "full support"],
    "zh": ["初识", "专业认可", "业务信赖", "私人信任", "全力支持"],
}


def stages(lang: str, now: int, notes: dict[int, tuple[str, str]], note: str = "") -> Page:
    """`notes`: by stage, state and words."""
    steps = []
    for place, label in enumerate(STAGES[lang]):
        state, words_ = notes.get(place, ("past" if place < now else "now" if place == now else "ahead", ""))
        steps.append(
            {
                "label": label,
                "note": words_ or ({"en": "now", "zh": "目前"}[lang] if place == now else ""),
                "state": state,
            }
        )
    return {"steps": steps, "note": note}


def figure(
    label: str, value: str, *notes: str, tone: str = "", unknown: bool = False, href: str = ""
) -> Page:
    return {
        "label": label,
        "value": value,
        "notes": list(notes),
        "tone": tone,
        "unknown": unknown,
        "href": href,
    }


def share_block(
    lang: str,
    periods: list[tuple[str, float | None]],
    falling: bool = False,
    ranges: dict[str, tuple[float, float]] | None = None,
) -> Page:
    en = lang == "en"
    points = [
        SharePoint(
            period=period,
            share=share,
            label="" if share is None else f"{share:.0%}",
            low=(ranges or {}).get(period, (None, None))[0],
            high=(ranges or {}).get(period, (None, None))[1],
            estimate=period in (ranges or {}),
        )
        for period, share in periods
    ]
    title = ("Share of their purchasing by period: " if en else "各期份额：") + ("; " if en else "；").join(
        f"{period} {'unknown' if en and share is None else '未知' if share is None else f'{share:.0%}'}"
        for period, share in periods
    )
    rows = [
        [
            period,
            "unknown" if en and share is None else "未知" if share is None else f"{share:.0%}",
            "invoices" if en else "开票推算",
        ]
        for period, share in periods
    ]
    return {
        "note": "From invoices; 2026 Q3 was entered on 8 Oct."
        if en
        else "按开票推算，2026 年三季度于 10 月 8 日录入。",
        "unknown": "",
        "chart_svg": Html(
            share_chart(
                points,
                bands=["initial", "stable", "strategic"] if en else ["初期", "稳定", "战略"],
                title=title,
                falling=falling,
            )
        ),
        "table": table(["Period", "#Share", "Source"] if en else ["期间", "#份额", "来源"], rows),
    }


def people_block(lang: str, people: list[Page], figures: list[Figure], **other: Any) -> Page:
    en = lang == "en"
    return {
        "note": "",
        "quiet": "",
        "gone": [],
        "matrix": None,
        "rungs": RUNGS[lang],
        "legend": "Higher weighs more, further right is nearer. Hollow: not met. Red: contact overdue. Bold: key contact. Shaded: what this stage asks."
        if en
        else "越靠上权重越大，越靠右关系越近。空心：尚未见面；红色：联系已逾期；粗体：关键决策人；底纹：本阶段应有的距离。",
        "sides": [
            {
                "label": "",
                "folded": False,
                "note": "",
                "people": people,
                "map_svg": Html(map_of(lang, figures)),
            }
        ],
        **other,
    }


def map_of(lang: str, figures: list[Figure]) -> str:
    en = lang == "en"
    return people_map(
        figures,
        columns=["not known", "first contact", "professional", "adviser", "personal trust", "full support"]
        if en
        else ["未知", *RUNGS["zh"]],
        bands=["Decide", "Weigh in", "Use, assist"] if en else ["拍板", "有影响", "使用与协助"],
        title="The people by decision weight and distance; figures in the table below"
        if en
        else "关键人按决策权重与关系距离的分布，数字见下表",
        expected=4,
    )


def rich(lang: str) -> Page:
    en = lang == "en"

    def say(english: str, chinese: str) -> str:
        return english if en else chinese

    gaps_lead = [
        gap(
            1,
            "STG03",
            "",
            say("The relationship fell back a stage", "合作退回了一个阶段"),
            say(
                "Stable until Q2, initial now: 62% to 45%. A fall takes two quarters to show, so there is time to mend it.",
                "二季度还是稳定合作，现在是初期合作：份额由 62% 降到 45%。现在补救还来得及。",
            ),
            "critical",
            lang,
            why=say(
                "A stage once lost takes about a year to win back.", "阶段一旦退回，通常要一年才能重新赢得。"
            ),
            good=say("The share stands at 50% or more for two periods.", "份额连续两期不低于 50%。"),
            check=say(
                "Do their invoices of Q3 really show this, or was a delivery booked late?",
                "三季度的开票是否完整？有没有跨期入账？",
            ),
            false_alarm=say(
                "When one project slipped into the next quarter: record both periods anew.",
                "如果只是一个项目跨了季度：请改记两期数字。",
            ),
            evidence=[
                source(
                    31,
                    say("Share 2026 Q3", "2026 年三季度份额"),
                    say("8 Oct", "10 月 8 日"),
                    "{period: 2026-Q3, total: 12_000_000, ours: 5_400_000}",
                ),
                source(
                    30,
                    say("Share 2026 Q2", "2026 年二季度份额"),
                    say("6 Jul", "7 月 6 日"),
                    "{period: 2026-Q2, total: 11_500_000, ours: 7_130_000}",
                ),
            ],
            actions=[
                {"text": say("First visit with the manager", "与经理一起首次拜访"), "href": "#action-1"}
            ],
        ),
        gap(
            2,
            "NET04",
            "wang",
            say("A decider left and nobody has met the successor", "决策人离任，继任者还没见过"),
            say(
                "王总监 left on 14 July. 高颖 decides now, and 申通材料 has already been there.",
                "王总监 7 月 14 日离任，现由高颖拍板，申通材料已经拜访过她。",
            ),
            "critical",
            lang,
            planned=True,
            status_word=say("action planned", "已有行动"),
            evidence=[source(64, "王总监", say("14 Jul", "7 月 14 日"), "left: 2026-07-14")],
            actions=[
                {"text": say("First visit with the manager", "与经理一起首次拜访"), "href": "#action-1"}
            ],
        ),
        gap(
            3,
            "NED02",
            "n1",
            say("Their needs were last confirmed 30 months ago", "需求上一次确认是 30 个月前"),
            say("Ask again before proposing anything.", "先再问一遍，再谈方案。"),
            "major",
            lang,
            evidence=[
                source(
                    41,
                    say("need “shorter closures”", "需求“缩短封路时间”"),
                    say("2 Apr 2024", "2024 年 4 月 2 日"),
                )
            ],
        ),
        gap(
            4,
            "CON03",
            "p1",
            say("A promise is two days late", "有一项承诺逾期两天"),
            say("The sample section for 陈工, due 28 September.", "答应陈工的样板段，应于 9 月 28 日完成。"),
            "major",
            lang,
            evidence=[
                source(
                    88, say("promise to 陈工", "对陈工的承诺"), say("1 Sep", "9 月 1 日"), "月底前出样板段"
                )
            ],
        ),
        gap(
            5,
            "CAD05",
            "",
            say("Only care and news since June, nothing of use", "6 月以来只有问候和资讯，没有实质帮助"),
            say(
                "Eleven contacts, none brought a solution or a resource.",
                "11 次联系，没有一次带去方案或资源。",
            ),
            "minor",
            lang,
            evidence=[source(120, "", say("Jun–Sep", "6–9 月"))],
        ),
    ]
    records = [
        gap(6 + place, code, "", title, "", "minor", lang, record=True)
        for place, (code, title) in enumerate(
            [
                (
                    "DST06",
                    say("What is he worried about inside his own department?", "他在本部门里最担心什么？"),
                ),
                ("GRO01", say("How will the next project be judged?", "下一个项目按什么标准评判？")),
                ("BID03", say("One tender has no date for its decision", "有一个招标没有写明定标日期")),
            ]
        )
    ]
    actions_lead = [
        action(
            1,
            say(
                "First visit with the manager; ask what went wrong, offer nothing yet",
                "与经理一起首次拜访：先问哪里没做好，暂不谈方案",
            ),
            "李娜、周刚",
            "高颖",
            say("9 Oct", "10 月 9 日"),
            "2026-10-09",
            [(1, "STG03"), (2, "NET04-wang")],
            status_word=say("planned", "已计划"),
            place="accounts/taihe.md:140",
        ),
        action(
            2,
            say("Deliver the late sample section and say so before they ask", "交付逾期的样板段，并主动说明"),
            "孙工",
            "陈工",
            say("28 Sep", "9 月 28 日"),
            "2026-09-28",
            [(4, "CON03-p1")],
            late=say("2 days late", "逾期 2 天"),
            status_word=say("overdue", "已逾期"),
            place="accounts/taihe.md:88",
        ),
        action(
            3,
            say(
                "Confirm the needs for 2027 with both remaining contacts",
                "与现有两位联系人确认 2027 年的需求",
            ),
            "李娜",
            "陈工、吴工",
            say("16 Oct", "10 月 16 日"),
            "2026-10-16",
            [(3, "NED02-n1")],
            status_word=say("suggested", "建议"),
        ),
        action(
            4,
            say("Bring 吴工 the test report on noise at joints", "给吴工带去接缝噪声的测试报告"),
            "孙工",
            "吴工",
            say("23 Oct", "10 月 23 日"),
            "2026-10-23",
            [(5, "CAD05")],
            status_word=say("suggested", "建议"),
        ),
        action(
            5,
            say("Ask who decides on the second phase, and when", "问清二期由谁定、何时定"),
            "李娜",
            "陈工",
            say("30 Oct", "10 月 30 日"),
            "2026-10-30",
            [(8, "BID03")],
            status_word=say("suggested", "建议"),
        ),
    ]
    people = [
        person(
            "高颖",
            say("Head of purchasing", "采购总监"),
            say("decides", "拍板"),
            None,
            say("not known", "未知"),
            weight="40%",
            contact=say("not met yet", "尚未见面"),
            contact_tone="alarm",
            met=False,
            key=True,
            holder=say("nobody", "无人"),
            gaps=[{"text": "2", "href": "#NET04-wang"}],
            anchor="person-gao-ying",
        ),
        person(
            "陈工",
            say("Chief engineer", "总工"),
            say("weighs in", "有影响"),
            3,
            RUNGS[lang][2],
            weight="25%",
            trust=say("trusted", "信任"),
            contact=say("12 days ago", "12 天前"),
            holder="孙工",
            anchor="person-chen",
            indent=0,
        ),
        person(
            "吴工",
            say("Project engineer", "项目工程师"),
            say("uses", "使用"),
            2,
            RUNGS[lang][1],
            weight="15%",
            trust=say("respect", "尊重"),
            contact=say("20 days ago", "20 天前"),
            holder="李娜、孙工",
            anchor="person-wu",
            indent=1,
        ),
        person(
            "Anna Keller",
            say("Controller", "财务主管"),
            say("weighs in", "有影响"),
            1,
            RUNGS[lang][0],
            weight="10%",
            trust=say("not known", "未知"),
            contact=say("140 days ago", "140 天前"),
            contact_tone="alarm",
            holder="周刚",
            anchor="person-keller",
        ),
    ]
    figures = [
        Figure(
            name="高颖",
            band=0,
            column=0,
            weight=40,
            notes=(say("nobody", "无人对接"), say("not met", "未见面")),
            met=False,
            overdue=True,
            key=True,
        ),
        Figure(
            name="陈工", band=1, column=3, weight=25, notes=(say("孙工", "孙工"), say("12 days", "12 天"))
        ),
        Figure(
            name="Anna Keller",
            band=1,
            column=1,
            weight=10,
            notes=(say("周刚", "周刚"), say("140 days", "140 天")),
            overdue=True,
        ),
        Figure(
            name="吴工", band=2, column=2, weight=15, notes=(say("李娜", "李娜"), say("20 days", "20 天"))
        ),
    ]
    matrix = {
        "caption": say("Our team and theirs", "双方对接"),
        "note": say(
            "contacts in the year; framed: holds the relationship", "近一年联系次数；加框者为主要对接人"
        ),
        "columns": ["李娜", "周刚", "孙工"],
        "rows": [
            {
                "name": name,
                "note": note,
                "cells": [
                    {
                        "text": str(times) if times else "",
                        "level": 0 if not times else 1 if times < 4 else 2 if times < 9 else 3,
                        "holds": held,
                        "label": "" if times else say("no contact", "没有联系"),
                    }
                    for times, held in cells
                ],
            }
            for name, note, cells in [
                ("高颖", "", [(0, False), (0, False), (0, False)]),
                ("陈工", say("Chief engineer", "总工"), [(6, False), (1, False), (14, True)]),
                ("吴工", "", [(9, True), (0, False), (5, True)]),
                ("Anna Keller", "", [(0, False), (1, True), (0, False)]),
            ]
        ],
    }
    axis = {
        "en": [
            ("Space", ["none", "work", "private"], 1, 1),
            ("Information", ["none", "public", "useful", "told in passing", "confided"], 3, 2),
            ("Coaching", ["none", "informs", "guides", "commits", "recommends"], 3, 2),
            ("Topic", ["none", "greeting", "hobby", "business", "views", "privacy"], 4, 3),
        ],
        "zh": [
            ("空间", ["无", "工作", "私人"], 1, 1),
            ("信息", ["无", "公开", "有效", "无意透露", "主动告知"], 3, 2),
            ("教练", ["无", "提供信息", "指导行动", "行动承诺", "强力推荐"], 3, 2),
            ("话题", ["无", "打招呼", "聊爱好", "聊业务", "聊观点", "聊隐私"], 4, 3),
        ],
    }[lang]
    axes = [
        {
            "person": "陈工",
            "readings": [
                {
                    "label": label,
                    "rungs": rungs,
                    "ever": ever,
                    "year": year,
                    "ever_word": rungs[ever],
                    "year_word": rungs[year],
                    "note": "",
                    "sources": [source(101 + ever, "", say("12 Aug", "8 月 12 日"))],
                }
                for label, rungs, ever, year in axis
            ],
        }
    ]

    def item(label: str, state: str, date: str = "", line: int = 0) -> Page:
        state_word = {
            "aged": say("over a year ago", "一年以前"),
            "against": say("stands against us", "对我不利"),
        }.get(state, "")
        return {
            "label": label,
            "state": state,
            "state_word": state_word,
            "date": date,
            "source": source(line) if line else None,
        }

    trust = [
        {
            "person": "陈工",
            "verdict": say("trusted", "信任"),
            "tone": "",
            "note": say("since March 2025", "2025 年 3 月起"),
            "factors": [
                {
                    "label": say("Expertise", "专业"),
                    "filled": 2,
                    "of": 3,
                    "weakest": False,
                    "finding": False,
                    "question": "",
                    "entries": [
                        item(
                            say("knows the industry", "行业专业"),
                            "standing",
                            say("12 Aug", "8 月 12 日"),
                            101,
                        ),
                        item(say("works with care", "做事专业"), "aged", say("May 2025", "2025 年 5 月"), 77),
                        item(say("bearing", "形象专业"), "open"),
                    ],
                },
                {
                    "label": say("Reliability", "可靠"),
                    "filled": 1,
                    "of": 5,
                    "weakest": True,
                    "finding": False,
                    "question": say(
                        "When did we last say openly that we did not know?",
                        "上一次坦率承认自己不懂，是什么时候？",
                    ),
                    "entries": [
                        item(say("keeps promises", "不轻诺"), "against", say("29 Sep", "9 月 29 日"), 88),
                        item(say("prudent", "谨慎"), "standing", say("3 Jul", "7 月 3 日"), 96),
                        item(say("sincere", "不精明"), "open"),
                        item(say("admits not knowing", "承认无知"), "open"),
                        item(say("tact", "掌握分寸"), "open"),
                    ],
                },
                {
                    "label": say("Closeness", "亲近"),
                    "filled": 2,
                    "of": 4,
                    "weakest": False,
                    "finding": False,
                    "question": "",
                    "entries": [
                        item(
                            say("comes back again", "反复拜访"), "standing", say("18 Sep", "9 月 18 日"), 118
                        ),
                        item(say("introduced by a friend", "朋友引荐"), "standing", "", 60),
                        item(say("in agreement", "三大一致"), "open"),
                        item(say("in step", "四大同步"), "open"),
                    ],
                },
                {
                    "label": say("Self-interest", "自我导向"),
                    "filled": 0,
                    "of": 4,
                    "weakest": False,
                    "finding": False,
                    "question": "",
                    "entries": [],
                },
            ],
        }
    ]
    boards = [
        (
            say("Contact", "基本"),
            "2 / 4",
            [
                (say("mobile", "手机"), "138 0000 0000", say("2024", "2024 年"), False),
                (say("office", "办公室"), "杭州", "", False),
            ],
            [],
        ),
        (
            say("Background", "背景"),
            "2 / 4",
            [
                (say("education", "学历"), "同济大学", "", False),
                (say("career", "经历"), "十年项目经理", "", False),
            ],
            [say("Where did he work before?", "来这里之前在哪里工作？")],
        ),
        (
            say("Needs", "需求"),
            "1 / 4",
            [(say("business", "业务"), "工期", say("2 Jun 2025", "2025 年 6 月 2 日"), True)],
            [say("What would make his year a success?", "今年做成什么，他会觉得圆满？")],
        ),
        (
            say("Rivals", "对手"),
            "2 / 4",
            [
                (say("suppliers", "供应商"), "申通材料 40%", "", False),
                (say("their terms", "对方条件"), "账期 90 天", "", False),
            ],
            [],
        ),
        (say("Inside", "内部"), "0 / 5", [], [say("Who stands behind the budget?", "预算由谁把关？")]),
    ]
    portraits = [
        {
            "anchor": "portrait-chen",
            "person": "陈工",
            "boards": [
                {
                    "label": label,
                    "known": known,
                    "closed": "",
                    "ask": ask,
                    "entries": [
                        {"label": name, "value": value, "date": date, "stale": stale, "place": ""}
                        for name, value, date, stale in entries
                    ],
                }
                for label, known, entries, ask in boards
            ],
        }
    ]
    return frame(
        lang,
        "泰和汽配 Taihe Auto Parts",
        [
            say("Key account", "重点客户"),
            "VVIP",
            say("owner 李娜 Li Na", "负责人 李娜"),
            say("acoustic barriers", "声屏障"),
        ],
        verdict=[
            run(
                say(
                    "Our share has fallen for two quarters, *from 62% to 45%*, and with it the relationship from *stable to initial*.",
                    "份额连续两个季度下降，*由 62% 降到 45%*，合作也由*稳定退回初期*。",
                )
            ),
            run(
                say(
                    "The decider we knew left in July; *nobody has met her successor*.",
                    "原来的决策人 7 月离任，*继任者至今没有人见过*。",
                )
            ),
            run(
                say(
                    "It can be mended: two other contacts still meet us every month.",
                    "还有机会：另外两位联系人仍然每月与我们见面。",
                )
            ),
        ],
        stages=stages(lang, 1, {2: ("left", say("until 2026 Q2", "至 2026 年二季度"))}),
        figures=[
            figure(
                say("Share, 2026 Q3", "份额，2026 年三季度"),
                "45%",
                say("▼ 17 points on Q2 · from invoices", "▼ 较二季度下降 17 个百分点 · 开票推算"),
                tone="alarm",
                href="#share",
            ),
            figure(
                say("Key contact", "关键决策人"),
                "高颖",
                say("not met yet", "尚未见面"),
                href="#person-gao-ying",
            ),
            figure(
                say("Sales, 2026 Q3", "开票，2026 年三季度"),
                say("¥5.4 m", "540 万元"),
                say("target 8.0 · a year ago 6.1", "目标 800 万 · 去年同期 610 万"),
            ),
            figure(
                say("Promises", "承诺"),
                say("1 late", "1 项逾期"),
                say("of 3 open", "共 3 项未完成"),
                tone="alarm",
                href="#promises",
            ),
        ],
        gaps={
            "lead": gaps_lead,
            "rest": records,
            "rest_label": say("3 more, 2 of them only not recorded", "另有 3 项，其中 2 项只是尚无记录"),
            "quiet": "",
            "accepted": [
                {
                    "anchor": "accepted-NET02-keller",
                    "title": say("Anna Keller has not heard from us", "Anna Keller 久未联系"),
                    "reason": say("after her leave", "等她休假回来"),
                    "by": "周刚",
                    "until": say("31 Dec", "12 月 31 日"),
                    "code": "NET02",
                }
            ],
        },
        actions={
            "lead": actions_lead,
            "rest": [],
            "rest_label": "",
            "held_back": say(
                "private invitations and requests for referrals, until the late promise is settled.",
                "私人邀约和请求引荐，待逾期承诺了结之后再议。",
            ),
        },
        share=share_block(
            lang,
            [
                ("24Q4", 0.48),
                ("25Q1", 0.5),
                ("25Q2", 0.53),
                ("25Q3", 0.6),
                ("25Q4", 0.66),
                ("26Q1", 0.69),
                ("26Q2", 0.62),
                ("26Q3", 0.45),
            ],
            falling=True,
        ),
        asks=[
            {
                "anchor": "ask-1",
                "what": say(
                    "Join the first visit to 高颖 before 10 October", "10 月 10 日前一同首次拜访高颖"
                ),
                "of": "周刚",
                "cost": "",
                "due": "",
                "late": "",
                "place": "",
            },
            {
                "anchor": "ask-2",
                "what": say("Terms of 120 days for 2027", "2027 年账期放到 120 天"),
                "of": "周刚",
                "cost": say("¥0.3 m", "30 万元"),
                "due": say("by 20 Oct", "10 月 20 日前"),
                "late": "",
                "place": "",
            },
        ],
        questions={
            "lead": [
                {
                    "anchor": "question-DST06-chen",
                    "question": say(
                        "What is 陈工 worried about inside his own department?", "陈工在本部门里最担心什么？"
                    ),
                    "who": say("吴工 might know", "可以问吴工"),
                    "how": say("Ask after the next visit.", "下次见面后问一句。"),
                    "why": say(
                        "It tells us what we can take off his shoulders.", "知道了，才知道能替他分担什么。"
                    ),
                    "code": "DST06",
                    "place": "accounts/taihe.md:66",
                },
                {
                    "anchor": "question-GRO01",
                    "question": say("How will the second phase be judged?", "二期按什么标准评判？"),
                    "who": "",
                    "how": say("Ask after the next visit.", "下次见面后问一句。"),
                    "why": "",
                    "code": "GRO01",
                    "place": "",
                },
            ],
            "rest": [],
            "rest_label": "",
        },
        changes={
            "since": say("30 June", "6 月 30 日"),
            "entries": [
                {
                    "text": say("Stage: stable to initial", "阶段：稳定合作退回初期合作"),
                    "tone": "alarm",
                    "place": "accounts/taihe.md:31",
                },
                {
                    "text": say("Closed: the complaint about the delivery of August", "已了结：8 月到货投诉"),
                    "tone": "",
                    "place": "accounts/taihe.md:83",
                },
            ],
        },
        next_stage={
            "title": say("What stable asks again", "回到稳定合作还差什么"),
            "note": say("2 of 5 met", "5 项中已达 2 项"),
            "smallest_move": say(
                "one meeting with 高颖 and one useful fact for her.",
                "与高颖见一次面，并带去一条对她有用的信息。",
            ),
            "conditions": [
                {
                    "text": text,
                    "detail": detail,
                    "met": met,
                    "met_word": {
                        True: say("met", "已达"),
                        False: say("not yet", "未达"),
                        None: say("cannot be judged yet", "尚无法判断"),
                    }[met],
                    "sources": [],
                }
                for text, detail, met in [
                    (say("Share of 50%", "份额 50%"), say("45% of 50%", "45% / 50%"), False),
                    (
                        say("Key contact at personal trust", "关键决策人达到私人信任"),
                        say("高颖 is not known", "高颖情况未知"),
                        None,
                    ),
                    (
                        say("Two sides besides purchasing", "采购之外另有两方"),
                        say("technical, finance", "技术、财务"),
                        True,
                    ),
                    (say("Someone who guides us", "有人指导行动"), "陈工", True),
                    (say("Trust of the organisation", "组织信任"), say("no sign yet", "尚无记录"), False),
                ]
            ],
        },
        people=people_block(
            lang,
            people,
            figures,
            note=say("4 people, 1 not met", "4 人，1 人未见面"),
            matrix=matrix,
            gone=[
                person(
                    "王总监",
                    say("Head of purchasing until July", "7 月前任采购总监"),
                    say("decided", "曾拍板"),
                    4,
                    RUNGS[lang][3],
                    contact=say("90 days ago", "90 天前"),
                    holder="李娜",
                    left=say("left on 14 July", "7 月 14 日离任"),
                    anchor="person-wang",
                )
            ],
        ),
        axes=axes,
        trust=trust,
        portraits=portraits,
        needs=section(
            "needs",
            say("Their needs", "客户需求"),
            say("1 open", "1 项未满足"),
            tables=[
                table(
                    [
                        say("Need", "需求"),
                        say("From", "提出人"),
                        say("Our answer", "我方应对"),
                        say("Status", "状态"),
                    ],
                    [
                        [
                            cell(
                                "缩短封路时间",
                                note=say("2 Apr 2024", "2024 年 4 月 2 日"),
                                place="accounts/taihe.md:41",
                            ),
                            "王总监",
                            "预制拼装",
                            say("answered", "已应对"),
                        ],
                        [
                            "接缝降噪 3 dB",
                            "吴工",
                            say("none yet", "尚无"),
                            cell(say("open for 60 days", "已提出 60 天"), tone="warn"),
                        ],
                    ],
                )
            ],
        ),
        competition=section(
            "competition",
            say("Competition", "竞争"),
            tables=[
                table(
                    [
                        say("Rival", "对手"),
                        say("Share", "份额"),
                        say("Weakness", "弱点"),
                        say("Latest move", "最近动作"),
                    ],
                    [
                        [
                            "申通材料",
                            "40%",
                            say("delivers late", "交付晚"),
                            say("free pilot, 11 Aug", "免费试点，8 月 11 日"),
                        ],
                        [
                            "NordSchall GmbH",
                            say("unknown: ask 陈工", "未知：可以问陈工"),
                            say("no service here", "本地无服务"),
                            "",
                        ],
                    ],
                )
            ],
        ),
        tenders=section(
            "tenders",
            say("Tenders", "招标"),
            say("1 open, decision by 15 Dec", "1 项进行中，12 月 15 日前定标"),
            tables=[
                table(
                    [
                        say("Round", "轮次"),
                        say("Date", "日期"),
                        say("Our position", "我方位置"),
                        say("What we showed", "我方亮点"),
                    ],
                    [
                        [
                            say("Qualification", "资格预审"),
                            say("1 Aug", "8 月 1 日"),
                            say("preferred", "首选"),
                            "交期 8 周对 14 周",
                        ],
                        [
                            say("Technical round", "技术标"),
                            say("20 Sep", "9 月 20 日"),
                            say("comparator", "比对"),
                            "",
                        ],
                    ],
                    caption=say("G60 拓宽声屏障, ¥8 m", "G60 拓宽声屏障，800 万元"),
                )
            ],
        ),
        promises=section(
            "promises",
            say("Promises, both ways", "双方承诺"),
            say("1 late", "1 项逾期"),
            "alarm",
            tables=[
                table(
                    [
                        say("What", "内容"),
                        say("Who to whom", "谁对谁"),
                        say("Due", "期限"),
                        say("State", "状态"),
                    ],
                    [
                        [
                            cell("样板段", place="accounts/taihe.md:88"),
                            say("we to 陈工", "我方对陈工"),
                            say("28 Sep", "9 月 28 日"),
                            cell(say("2 days late", "逾期 2 天"), tone="alarm"),
                        ],
                        [
                            "二期报价",
                            say("we to 吴工", "我方对吴工"),
                            say("20 Oct", "10 月 20 日"),
                            say("open", "未到期"),
                        ],
                        [
                            "年内试铺一公里",
                            say("陈工 to us", "陈工对我方"),
                            say("31 Dec", "12 月 31 日"),
                            say("open", "未到期"),
                        ],
                    ],
                    more=[
                        [
                            "到货清单",
                            say("we to 陈工", "我方对陈工"),
                            say("3 Jul", "7 月 3 日"),
                            say("kept", "已兑现"),
                        ]
                    ],
                    more_label=say("1 settled", "1 项已了结"),
                )
            ],
        ),
        narrative=[
            {
                "title": say("Summary", "摘要"),
                "html": Html(
                    "<p>"
                    + say(
                        'The second phase decides the year. <span lang="zh-Hans">高颖</span> comes from the finance side and looks at life-cycle cost first.',
                        "二期决定全年。高颖出身财务，先看全寿命成本。",
                    )
                    + "</p><ul><li>"
                    + say("Do not open with price.", "不要先谈价格。")
                    + "</li></ul>"
                ),
            }
        ],
        quiet=[say("no complaint open", "没有未了结的投诉"), say("no request waiting", "没有待答复的请求")],
        basis={
            "sentence": say(
                "82 facts, the newest 2 days old, the oldest from April 2024.",
                "依据 82 条记录，最新的在 2 天前，最早的在 2024 年 4 月。",
            ),
            "entries": [],
        },
    )


def prospect(lang: str) -> Page:
    en = lang == "en"
    return frame(
        lang,
        "星河新材",
        ["Prospect", "owner 李娜", "acoustic materials"] if en else ["潜在客户", "负责人 李娜", "声学材料"],
        verdict=[
            run("We know *almost nothing* here yet: no contact, no need, no figure."),
            run("First find out *who buys*, and *what they buy from whom today*."),
        ]
        if en
        else [
            run("我们对这家客户*几乎一无所知*：没有联系人，没有需求，也没有数字。"),
            run("先弄清*谁在采购*，以及*现在向谁买*。"),
        ],
        figures=[
            figure("Share", "unknown", "What do they buy a year, and from whom?", unknown=True),
            figure("Key contact", "unknown", "Who decides here?", unknown=True),
            figure("Next tender", "unknown", "Is a project planned?", unknown=True),
            figure("Promises", "none open"),
        ]
        if en
        else [
            figure("份额", "未知", "一年买多少？向谁买？", unknown=True),
            figure("关键决策人", "未知", "这里谁拍板？", unknown=True),
            figure("最近招标", "未知", "有没有在筹划的项目？", unknown=True),
            figure("承诺", "没有未完成的"),
        ],
        gaps={
            "lead": [],
            "rest": [],
            "rest_label": "",
            "accepted": [],
            "quiet": "Nothing can be judged yet. The questions below come first."
            if en
            else "目前还无法判断，先问清下面几件事。",
        },
        questions={
            "lead": [
                {
                    "anchor": f"question-ENT0{n}",
                    "question": q,
                    "who": "",
                    "how": "Ask after the next visit." if en else "下次见面后问一句。",
                    "why": "",
                    "code": f"ENT0{n}",
                    "place": "",
                }
                for n, q in enumerate(
                    [
                        "Who decides here?",
                        "What do they buy in our category, and from whom?",
                        "What do they need that they do not have?",
                    ]
                    if en
                    else ["这里谁拍板？", "这一类他们买多少，向谁买？", "他们缺什么？"],
                    1,
                )
            ],
            "rest": [],
            "rest_label": "",
        },
        share={
            "note": "",
            "unknown": "Unknown. What do they buy in a year, and how much of it could be ours?"
            if en
            else "未知。他们一年采购多少？其中多少可能属于我们？",
            "chart_svg": None,
            "table": None,
        },
        actions={
            "lead": [
                action(
                    1,
                    "Find out who buys and who judges; call their front office"
                    if en
                    else "弄清谁采购、谁评判：先致电对方前台",
                    "李娜",
                    "",
                    "30 Oct" if en else "10 月 30 日",
                    "2026-10-30",
                    [],
                    status_word="suggested" if en else "建议",
                )
            ],
            "rest": [],
            "rest_label": "",
            "held_back": "",
        },
        basis={"sentence": "1 fact." if en else "依据 1 条记录。", "entries": []},
    )


def trouble(lang: str) -> Page:
    page = rich(lang)
    en = lang == "en"
    page["notices"] = [
        {
            "tone": "alarm",
            "text": "This file cannot be read today. What you see is its last valid version, of 12 Sep 2026."
            if en
            else "该文件目前无法读取，以下为其最近一次有效版本（2026 年 9 月 12 日）。",
            "entries": [],
        },
        {
            "tone": "warn",
            "text": "2 entries could not be read and are missing here."
            if en
            else "有 2 条记录未能读取，本页未计入。",
            "entries": [
                {
                    "place": "accounts/taihe.md:31",
                    "reason": "unknown contact 'wang-li'; did you mean 'wang-lei'?"
                    if en
                    else "没有名为 'wang-li' 的联系人，是否指 'wang-lei'？",
                },
                {
                    "place": "accounts/taihe.md:88",
                    "reason": "'2026-13-01' is no date" if en else "'2026-13-01' 不是日期",
                },
            ],
        },
    ]
    page["head"]["confidential"] = "Confidential" if en else "机密"
    return page


def lost(lang: str) -> Page:
    en = lang == "en"
    return frame(
        lang,
        "北江钢构",
        ["Regular account", "owner 赵磊"] if en else ["普通客户", "负责人 赵磊"],
        verdict=[
            run("They bought from us until *2025 Q4* and *nothing since*; 申通材料 delivers now."),
            run("We reacted to the August complaint *after 41 days*. That is ours to say first."),
        ]
        if en
        else [
            run("他们在我方采购到 *2025 年四季度*，*此后为零*，现由申通材料供货。"),
            run("8 月的投诉，我们*过了 41 天*才处理。这件事要由我们先开口。"),
        ],
        stages=stages(
            lang,
            0,
            {
                0: ("now", "ended 2026 Q1" if en else "2026 年一季度中断"),
                1: ("left", "until 2025 Q4" if en else "至 2025 年四季度"),
            },
        ),
        figures=[
            figure("Share, 2026 Q3", "0%", "▼ 38 points on 2025 Q4 · estimated by 赵磊", tone="alarm"),
            figure("Key contact", "郑科", "last contact 210 days ago"),
            figure("Sales, 2026 Q3", "¥0", "a year ago 1.2 m"),
            figure("Promises", "1 broken", "in March", tone="alarm"),
        ]
        if en
        else [
            figure(
                "份额，2026 年三季度", "0%", "▼ 较 2025 年四季度下降 38 个百分点 · 赵磊估计", tone="alarm"
            ),
            figure("关键决策人", "郑科", "210 天前联系"),
            figure("开票，2026 年三季度", "0 元", "去年同期 120 万"),
            figure("承诺", "1 项失信", "3 月", tone="alarm"),
        ],
        share=share_block(
            lang,
            [
                ("2025 Q2", 0.44),
                ("2025 Q3", None),
                ("2025 Q4", 0.38),
                ("2026 Q1", 0.0),
                ("2026 Q2", None),
                ("2026 Q3", 0.0),
            ],
            falling=True,
            ranges={"2025 Q4": (0.3, 0.46)},
        ),
        gaps={
            "lead": [
                gap(
                    1,
                    "STG02",
                    "",
                    "They stopped buying" if en else "采购中断",
                    "Nothing since 2026 Q1." if en else "2026 年一季度起为零。",
                    "critical",
                    lang,
                    evidence=[source(22, file="beijiang")],
                )
            ],
            "rest": [],
            "rest_label": "",
            "quiet": "",
            "accepted": [],
        },
        actions={
            "lead": [
                action(
                    1,
                    "Visit 郑科 with the manager; say what we did wrong"
                    if en
                    else "与经理一起拜访郑科，说清我们错在哪里",
                    "赵磊",
                    "郑科",
                    "7 Oct" if en else "10 月 7 日",
                    "2026-10-07",
                    [(1, "STG02")],
                )
            ],
            "rest": [],
            "rest_label": "",
            "held_back": "",
        },
    )


def crowd(lang: str) -> Page:
    """Sixty contacts on five sides, and as many gaps as an old file brings."""
    page = rich(lang)
    en = lang == "en"
    sides = []
    surnames = "赵钱孙李周吴郑王冯陈褚卫"
    for place, side in enumerate(
        ["Purchasing", "Technical", "Use", "Finance", "Management"]
        if en
        else ["采购", "技术", "使用", "财务", "管理层"]
    ):
        people, figures = [], []
        for n in range(12):
            name = f"{surnames[n]}{'文建国志明'[place]}" if n % 5 else f"Maximilian {surnames[n]}-Oberhuber"
            level = (n * 7 + place) % 6
            overdue = n % 4 == 3
            notes = ("李娜", f"{n * 9 + 3} " + ("days" if en else "天"))
            figures.append(
                Figure(
                    name=name,
                    band=min(n // 3, 2),
                    column=level,
                    weight=None if n > 6 else 30 - 4 * n,
                    notes=notes,
                    met=level > 0,
                    overdue=overdue,
                )
            )
            people.append(
                person(
                    name,
                    ("Engineer" if en else "工程师"),
                    "",
                    level or None,
                    ([("not known" if en else "未知"), *RUNGS[lang]])[level],
                    contact=f"{n * 9 + 3} " + ("days ago" if en else "天前"),
                    contact_tone="alarm" if overdue else "",
                    holder="李娜",
                    weight="" if n > 6 else f"{30 - 4 * n}%",
                    anchor=f"person-{place}-{n}" if place or n else "person-gao-ying",
                    trust="respect" if en else "尊重",
                )
            )
        sides.append(
            {
                "label": side,
                "folded": True,
                "note": "12 people" if en else "12 人",
                "people": people,
                "map_svg": Html(map_of(lang, figures)),
            }
        )
    page["people"]["sides"] = sides
    more = [
        gap(
            9 + n,
            f"DST{n:02}",
            f"p{n}",
            f"Question number {n} about somebody" if en else f"关于某人的第 {n} 个问题",
            "",
            "minor",
            lang,
            record=True,
        )
        for n in range(20)
    ]
    page["gaps"]["rest"] += more
    page["gaps"]["rest_label"] = (
        "23 more, 22 of them only not recorded" if en else "另有 23 项，其中 22 项只是尚无记录"
    )
    return page


def long_names(lang: str) -> Page:
    page = rich(lang)
    name = (
        ("华东路桥建设集团有限公司西南区域总部采购与供应链管理中心" * 8)[:200]
        if lang == "zh"
        else ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3)[:200]
    )
    page["head"]["name"] = name
    page["gaps"]["lead"][0]["title"] = name
    page["figures"][1]["value"] = name
    page["people"]["sides"][0]["people"][0]["name"] = name
    page["actions"]["lead"][0]["with_"] = name
    page["asks"][0]["what"] = name
    return page


def account_row(lang: str, n: int, name: str, **other: Any) -> Page:
    en = lang == "en"
    level = n % 4
    share = (n * 13 % 97) / 100
    falling = n % 3 == 0
    known = n % 7 != 5
    line = [max(0.0, min(1.0, share + (0.04 if falling else -0.03) * step)) for step in (4, 3, 2, 1, 0)]
    return {
        "id": f"account-{n}",
        "href": f"accounts/account-{n}.html",
        "name": name,
        "note": "",
        "notice": "",
        "owner": ["li-na", "zhao-lei"][n % 2],
        "owner_name": ["李娜", "赵磊"][n % 2],
        "tier": ["vvip", "key", "regular"][n % 3],
        "tier_label": (["VVIP", "Key", "Regular"] if en else ["VVIP", "重点", "普通"])[n % 3],
        "tier_key": n % 3,
        "stage": ["development", "initial", "stable", "strategic"][level],
        "stage_label": STAGES[lang][level],
        "stage_level": level,
        "stage_note": ("since 2026 Q1" if en else "2026 年一季度起") if level else "",
        "share": f"{share:.0%}" if known else ("unknown" if en else "未知"),
        "share_note": (
            ("▼ 4 points" if en else "▼ 4 个百分点") if falling else ("▲ 3 points" if en else "▲ 3 个百分点")
        )
        if known
        else "",
        "share_tone": "alarm" if falling and known else "" if known else "mute",
        "share_key": share if known else "",
        "spark_svg": Html(
            sparkline(
                line, title=("share " if en else "份额 ") + f"{line[0]:.0%} → {share:.0%}", falling=falling
            )
        )
        if known
        else None,
        "distance": RUNGS[lang][n % 5],
        "distance_key": n % 5,
        "trust": ["respect", "trusted", "not known"][n % 3] if en else ["尊重", "信任", "未知"][n % 3],
        "trust_tone": "mute" if n % 3 == 2 else "",
        "trust_key": n % 3 if n % 3 < 2 else "",
        "gap": (
            ["A promise is two days late", "Nobody has met the successor", "Only one contact"]
            if en
            else ["有一项承诺逾期两天", "继任者还没见过", "只有一位联系人"]
        )[n % 3],
        "gap_href": f"accounts/account-{n}.html#CON03-p1",
        "gap_severity": ["critical", "major", "minor"][n % 3],
        "gap_severity_word": (["critical", "weighty", "worth doing"] if en else ["紧要", "重要", "值得做"])[
            n % 3
        ],
        "gap_count": ("and 4 more" if en else "另有 4 项"),
        "gap_key": n % 3,
        "action": ("Visit the decider with the manager" if en else "与经理一起拜访决策人"),
        "action_note": ("李娜 · 2 days late" if en else "李娜 · 逾期 2 天")
        if n % 5 == 0
        else ("李娜 · 9 Oct" if en else "李娜 · 10 月 9 日"),
        "action_late": n % 5 == 0,
        "action_key": f"2026-10-{n % 28 + 1:02}",
        "contact": f"{n * 3 % 140} days ago" if en else f"{n * 3 % 140} 天前",
        "contact_tone": "warn" if n * 3 % 140 > 90 else "",
        "contact_key": n * 3 % 140,
        "codes": [["CON03", "NET04", "NET01"][n % 3]],
        "told": "0" if n % 2 else "",
        "find": f"{name.lower()} 李娜 王磊 陈工 {'二期报价' if n % 2 else '样板段'}",
        **other,
    }


def portfolio(lang: str, count: int = 24) -> Page:
    en = lang == "en"
    names = [
        "华东路桥集团",
        "泰和汽配 Taihe Auto Parts",
        "星河新材",
        "北江钢构",
        "Nordsee Verkehrsbau",
        "江南轨道",
        "浙北高速",
        "Keller Infrastructure",
    ]
    page = frame(
        lang, "All accounts" if en else "全部客户", [f"{count} accounts" if en else f"{count} 家客户"]
    )
    page["head"]["kind"] = "Portfolio" if en else "客户总览"
    page["site"] = {
        "assets": "assets/",
        "portfolio": "",
        "pdf": "pdf/portfolio.pdf",
        "languages": page["site"]["languages"],
    }
    page |= {
        "verdict": [
            run(
                "*Three accounts fell* this quarter, one rose. *Two promises are late*, both at accounts that fell."
            )
            if en
            else run("本季度*三家下降*，一家上升。*两项承诺逾期*，都在下降的客户。")
        ],
        "told": ["visit the decider with the manager" if en else "与经理一起拜访决策人"],
        "rows": [
            account_row(lang, n, names[n % 8] + (f" {n // 8 + 1}" if n > 7 else "")) for n in range(count)
        ],
        "filters": {
            "owners": [{"value": "li-na", "label": "李娜"}, {"value": "zhao-lei", "label": "赵磊"}],
            "tiers": [{"value": "vvip", "label": "VVIP"}, {"value": "key", "label": "Key" if en else "重点"}],
            "stages": [
                {"value": value, "label": label}
                for value, label in zip(
                    ["development", "initial", "stable", "strategic"], STAGES[lang], strict=True
                )
            ],
            "gaps": [
                {"value": "CON03", "label": "A promise is late (8)" if en else "承诺逾期（8）"},
                {"value": "NET04", "label": "Nobody has met the successor (8)" if en else "继任者未见（8）"},
            ],
        },
        "figures": [
            figure("Falling" if en else "下降", "3", "of 24" if en else "共 24 家", tone="alarm"),
            figure(
                "Promises late" if en else "逾期承诺",
                "2",
                "oldest 12 days" if en else "最久 12 天",
                tone="alarm",
            ),
            figure(
                "Open tenders" if en else "进行中招标",
                "¥24 m" if en else "2400 万元",
                "3, the next on 15 Dec" if en else "3 项，最近 12 月 15 日",
            ),
            figure("Decisions asked" if en else "待批事项", "4", "1 overdue" if en else "1 项逾期"),
        ],
        "moved": [
            cell(
                "泰和汽配",
                href="accounts/taihe.html",
                note="stable to initial: 62% to 45%" if en else "稳定退回初期：62% 到 45%",
            ),
            cell(
                "江南轨道",
                href="accounts/j.html",
                note="initial to stable: 48% to 54%" if en else "初期升至稳定：48% 到 54%",
            ),
        ],
        "funnel": [
            {"label": label, "count": str(n), "percent": round(n / 9 * 100), "note": note, "value": ""}
            for label, n, note in zip(STAGES[lang], (9, 7, 6, 2), ("", "+1", "−1", ""), strict=True)
        ],
        "invalid": [
            {
                "name": "破损客户",
                "place": "accounts/broken.md:3",
                "reason": "a full-width ： where YAML wants :" if en else "此处应为半角冒号",
            }
        ],
        "sections": [
            section(
                "by-gap",
                "Gaps across accounts" if en else "问题分布",
                tables=[
                    table(
                        ["Gap", "#Accounts", "Where"] if en else ["问题", "#客户数", "客户"],
                        [
                            [
                                "A promise is late" if en else "承诺逾期",
                                cell("8", key=8),
                                cell(
                                    links=[
                                        {"text": "泰和汽配", "href": "accounts/taihe.html"},
                                        {"text": "北江钢构", "href": "accounts/b.html"},
                                    ]
                                ),
                            ]
                        ],
                    )
                ],
            ),
            section(
                "late",
                "Overdue, by person" if en else "逾期事项（按人）",
                tables=[
                    table(
                        ["Who", "What", "Account", "Due"] if en else ["谁", "什么", "客户", "期限"],
                        [
                            [
                                "孙工",
                                "样板段",
                                cell("泰和汽配", href="accounts/taihe.html"),
                                cell(
                                    "28 Sep" if en else "9 月 28 日",
                                    note="2 days late" if en else "逾期 2 天",
                                    tone="alarm",
                                ),
                            ]
                        ],
                    )
                ],
            ),
        ],
    }
    return page


PLANS: dict[str, Callable[[str], Page]] = {
    "rich": rich,
    "prospect": prospect,
    "trouble": trouble,
    "lost": lost,
    "crowd": crowd,
    "long": long_names,
}
