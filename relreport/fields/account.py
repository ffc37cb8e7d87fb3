"""Every field of an account file, chapter by chapter. Order is the canonical order of `fmt`; meanings stand in both
languages."""

from __future__ import annotations

from relreport.fields import tokens
from relreport.fields.business import (
    COMPETITOR,
    CRITERION,
    MOVE,
    NEED,
    OPENING,
    PERFORMANCE,
    PURCHASE,
    SATISFACTION,
)
from relreport.fields.contact import CONTACT
from relreport.fields.dealings import (
    COMMITMENT,
    COMPLAINT,
    INTERACTION,
    PROMISE,
    REFERRAL,
    REQUEST,
    ROUND,
    TENDER,
)
from relreport.fields.kinds import (
    Day,
    Entries,
    Field,
    Identifier,
    Many,
    One,
    PersonRef,
    Record,
    Sensitivity,
    Text,
    Token,
    Whole,
    YesNo,
)
from relreport.fields.plan import ACCEPTED, ACTION, ASK

DECLARED = Record(
    name="declared",
    en="What the owner believes; compared with the evidence.",
    zh="负责人自己的判断，用来和事实对照。",
    fields=(
        Field(name="stage", kind=Token(tokens.STAGE), en="Stage as the owner sees it.", zh="负责人认为的合作阶段。"),
        Field(
            name="distance",
            kind=Token(tokens.DISTANCE),
            sensitivity=Sensitivity.RESTRICTED,
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
        Field(name="id", kind=PersonRef(), en="One of our people.", zh="我方人员。"),
        Field(name="signed", kind=Day(), en="Day the confidentiality commitment was signed.", zh="签署保密承诺的日期。"),
    ),
)

ACCOUNT = Record(
    name="account",
    en="One customer.",
    zh="一个客户。",
    fields=(
        Field(name="relreport", attribute="format", kind=Whole(1, 1), default="1", en="Version of this format.", zh="格式版本。"),
        Field(name="name", kind=Text(), required=True, sensitivity=Sensitivity.PUBLIC, en="The customer's name.", zh="客户名称。"),
        Field(name="was", kind=Many(Identifier()), en="Ids this file had before.", zh="此文件用过的编号。"),
        Field(name="tier", kind=Token(tokens.TIER), default="regular", en="How important the customer is to us.", zh="客户级别。"),
        Field(name="tier_why", kind=Many(Token(tokens.TIER_WHY)), en="Why it has that tier.", zh="定级理由。"),
        Field(name="owner", kind=PersonRef(), en="Our person responsible.", zh="负责人。"),
        Field(name="team", kind=Many(PersonRef(), people=True), en="Our people on this account.", zh="我方团队。"),
        Field(name="industry", kind=Text(), en="Their trade.", zh="所属行业。"),
        Field(name="category", kind=Text(), sensitivity=Sensitivity.PUBLIC, en="What we sell them: the market the share is counted in.", zh="我方供应的品类，份额按它计算。"),
        Field(name="sales_mode", kind=Token(tokens.SALES_MODE), en="How business is done.", zh="销售模式。"),
        Field(name="currency", kind=Text(), default="CNY", en="Currency of all amounts.", zh="金额币种。"),
        Field(name="declared", kind=One(DECLARED), en=DECLARED.en, zh=DECLARED.zh),
        Field(name="partnership", kind=Day(), en="Day a partnership was agreed by both.", zh="双方确立战略伙伴关系的日期。"),
        Field(name="main_supplier", kind=YesNo(), en="Does the customer list us as main supplier?", zh="客户是否把我方列为主供应商。"),
        Field(name="why_us", kind=Many(Token(tokens.WHY_US)), en="Why they buy from us.", zh="客户为什么选我方。"),
        Field(name="confidential", kind=YesNo(), en="Need-to-know as a whole.", zh="整体保密。"),
        Field(name="readers", kind=Entries(READER), en=READER.en, zh=READER.zh),
        Field(name="purchasing", kind=Entries(PURCHASE), en=PURCHASE.en, zh=PURCHASE.zh),
        Field(name="performance", kind=Entries(PERFORMANCE), en=PERFORMANCE.en, zh=PERFORMANCE.zh),
        Field(name="satisfaction", kind=Entries(SATISFACTION), en=SATISFACTION.en, zh=SATISFACTION.zh),
        Field(name="needs", kind=Entries(NEED), en=NEED.en, zh=NEED.zh),
        Field(name="openings", kind=Entries(OPENING), en=OPENING.en, zh=OPENING.zh),
        Field(name="criteria", kind=Entries(CRITERION), en=CRITERION.en, zh=CRITERION.zh),
        Field(name="competitors", kind=Entries(COMPETITOR), en=COMPETITOR.en, zh=COMPETITOR.zh),
        Field(name="contacts", kind=Entries(CONTACT), en=CONTACT.en, zh=CONTACT.zh),
        Field(name="interactions", kind=Entries(INTERACTION), en=INTERACTION.en, zh=INTERACTION.zh),
        Field(name="tenders", kind=Entries(TENDER), en=TENDER.en, zh=TENDER.zh),
        Field(name="complaints", kind=Entries(COMPLAINT), en=COMPLAINT.en, zh=COMPLAINT.zh),
        Field(name="promises", kind=Entries(PROMISE), en=PROMISE.en, zh=PROMISE.zh),
        Field(name="commitments", kind=Entries(COMMITMENT), en=COMMITMENT.en, zh=COMMITMENT.zh),
        Field(name="requests", kind=Entries(REQUEST), en=REQUEST.en, zh=REQUEST.zh),
        Field(name="referrals", kind=Entries(REFERRAL), en=REFERRAL.en, zh=REFERRAL.zh),
        Field(name="actions", kind=Entries(ACTION), en=ACTION.en, zh=ACTION.zh),
        Field(name="asks", kind=Entries(ASK), en=ASK.en, zh=ASK.zh),
        Field(name="accepted", kind=Entries(ACCEPTED), en=ACCEPTED.en, zh=ACCEPTED.zh),
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
