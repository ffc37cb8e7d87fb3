"""Every field of `relreport.yaml`."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.kinds import (
    Colour,
    Day,
    Entries,
    Field,
    Identifier,
    Inside,
    Many,
    Named,
    Number,
    One,
    Record,
    Sensitivity,
    Text,
    Token,
    Whole,
    YesNo,
)

AUDIENCE = Record(
    name="audiences",
    en="An audience of the organisation's own, beside the four of the format.",
    zh="在四种内置读者之外，本公司自定的读者。",
    fields=(
        Field(name="name", kind=Identifier(), required=True, en="What it is called on the command line; no built-in name.", zh="命令行上的名称，不能与内置的相同。"),
        Field(name="clearance", kind=Token(tokens.CLEARANCE), default="public", en="How much it may read.", zh="可以看到的密级。"),
        Field(name="outward", kind=YesNo(), default="yes", en="Do its reports leave the team, and speak in outward words?", zh="报告是否离开团队、使用对外措辞？"),
        Field(name="label", kind=Text(), en="What pages call it; the name where left out.", zh="页面上的叫法，不填则用名称。"),
    ),
)

PERSON = Record(
    name="people",
    en="One of our people.",
    zh="我方的一个人。",
    order=(("joined", "left"),),
    fields=(
        Field(name="id", kind=Identifier(), en="Id; the name where left out.", zh="编号，不填则用姓名。"),
        Field(name="name", kind=Text(), en="Name.", zh="姓名。"),
        Field(name="role", kind=Token(tokens.OUR_ROLE), en="What they do here.", zh="岗位。"),
        Field(name="level", kind=Token(tokens.LEVEL), default="senior", en="How senior they are.", zh="级别。"),
        Field(name="joined", kind=Day(), en="Day they joined us.", zh="入职日期。"),
        Field(name="left", kind=Day(month_end=True), sensitivity=Sensitivity.RESTRICTED, en="Day they left, or will leave.", zh="离职日期，可以是将来。"),
        Field(name="traits", kind=Many(Token(tokens.TRAIT)), sensitivity=Sensitivity.RESTRICTED, en="Strengths in a tender.", zh="投标中的长处。"),
    ),
)

TIER = Record(
    name="tier",
    en="What a tier asks.",
    zh="一个级别的要求。",
    fields=(
        Field(name="contact", kind=Whole(1, 3650), en="Expected days between contacts.", zh="期望的联系间隔，天。"),
        Field(name="visit", kind=Whole(1, 3650), en="Expected days between visits.", zh="期望的拜访间隔，天。"),
        Field(name="label", kind=Text(), en="What this company calls the tier.", zh="本公司对该级别的叫法。"),
    ),
)

TIERS = Record(
    name="tiers",
    en="Expected days between contacts and visits, by tier.",
    zh="各级别期望的联系和拜访间隔。",
    fields=tuple(Field(name=tier, kind=One(TIER), en=f"Tier {tier}.", zh=f"级别 {tier}。") for tier in tokens.TIER),
)

RULES = Record(
    name="rules",
    en="Which rules speak, how loudly, and at what limit.",
    zh="哪些规则生效、严重程度和界限。",
    fields=(
        Field(name="ignore", kind=Many(Text()), en="Codes that stay silent.", zh="不再提示的编码。"),
        Field(name="severity", kind=Named(Token(tokens.SEVERITY)), en="Severity by code; replaces every other.", zh="按编码设定严重程度，优先于其他。"),
        Field(name="thresholds", kind=Named(Number(0, 1_000_000)), en="Limits by name.", zh="按名称设定界限。"),
    ),
)

PORTRAIT = Record(
    name="portrait",
    en="Further items of a board, beside the built-in ones.",
    zh="在内置项之外，各板块增加的项目。",
    fields=tuple(
        Field(name=board, kind=Many(Text()), en=f"Further items of {board}.", zh=f"{board} 板块增加的项目。")
        for board in tokens.BOARDS
    ),
)

COLOURS = Record(
    name="colours",
    en="Own colours.",
    zh="自有颜色。",
    fields=(Field(name="accent", kind=Colour(), en="The accent, as #rrggbb.", zh="强调色，#rrggbb。"),),
)

PDF = Record(
    name="pdf",
    en="How handouts are made.",
    zh="PDF 的设置。",
    fields=(
        Field(name="name", kind=Inside(), en="File name, default <id>.", zh="文件名，默认 <id>。"),
        Field(name="paper", kind=Token(tokens.PAPER), default="a4", en="a4, letter or phone.", zh="a4、letter 或 phone。"),
    ),
)

SETTINGS = Record(
    name="settings",
    en="The workspace's settings.",
    zh="工作区设置。",
    fields=(
        Field(name="relreport", attribute="format", kind=Whole(1, 1), default="1", en="Version of this format.", zh="格式版本。"),
        Field(name="company", kind=Text(), en="Our own name, printed on reports.", zh="本公司名称，印在报告上。"),
        Field(name="language", kind=Token(tokens.LANGUAGE), default="en", en="Report language.", zh="报告语言。"),
        Field(name="calendar", kind=Text(), default="CN", en="Whose public holidays count: a country by two letters.", zh="采用哪国的公共假日，写两个字母的国家代码。"),
        Field(name="as_of", kind=Day(), en="The day everything is assessed at.", zh="评估日期。"),
        Field(name="audience", kind=Identifier(), default="management", en="For whom `build` renders when not told otherwise.", zh="未指定时 build 面向谁。"),
        Field(name="audiences", kind=Entries(AUDIENCE), en=AUDIENCE.en, zh=AUDIENCE.zh),
        Field(name="labels", kind=Named(Text()), en="Words on reports that this company says otherwise.", zh="报告上本公司的用词。"),
        Field(name="aliases", kind=Named(Many(Text())), en="Rivals' names that mean one rival.", zh="指同一对手的不同名称。"),
        Field(name="people", kind=Entries(PERSON), en="Our own side.", zh="我方人员。"),
        Field(name="tiers", kind=One(TIERS), en=TIERS.en, zh=TIERS.zh),
        Field(name="rules", kind=One(RULES), en=RULES.en, zh=RULES.zh),
        Field(name="portrait", kind=One(PORTRAIT), en=PORTRAIT.en, zh=PORTRAIT.zh),
        Field(name="colours", kind=One(COLOURS), en=COLOURS.en, zh=COLOURS.zh),
        Field(name="logo", kind=Inside(), en="A picture inside the workspace.", zh="工作区内的图片。"),
        Field(name="pdf", kind=One(PDF), en=PDF.en, zh=PDF.zh),
    ),
)
