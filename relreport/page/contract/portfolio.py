"""All accounts on one page."""

from typing import Literal, NotRequired, TypedDict

from relreport.page.contract.head import Head, Notice, Site
from relreport.page.contract.parts import Cell, FigureCell, Html, Language, Section, Sentence, Severity, Tone
from relreport.page.contract.stages import Trends


class Choice(TypedDict):
    value: str
    label: str


class AccountRow(TypedDict):
    """One account. What ends in `_key` sorts; `find` is what the search looks through, normalised (NFKC,
    small letters), `told` the numbers of phrases of the page that it looks through as well; `owner`,
    `tier`, `stage` and `codes` are compared with the filters' values.
    """

    id: str
    href: str
    name: str
    note: str
    notice: str
    owner: str
    owner_name: str
    tier: str
    tier_label: str
    tier_key: int
    stage: str
    stage_label: str
    stage_level: int
    stage_note: str
    share: str
    share_note: str
    share_tone: Tone
    share_key: float
    spark_svg: Html | None
    distance: str
    distance_key: int
    trust: str
    trust_tone: Tone
    trust_key: int
    gap: str
    gap_href: str
    gap_severity: Severity | Literal[""]
    gap_severity_word: str
    gap_count: str
    gap_key: int
    action: str
    action_note: str
    action_late: bool
    action_key: str
    contact: str
    contact_tone: Tone
    contact_key: int
    codes: list[str]
    find: str
    told: str


class StageCount(TypedDict):
    """A part of the funnel: `percent` of the largest, for the bar's length."""

    label: str
    count: str
    percent: int
    note: str
    value: str


class Filters(TypedDict):
    owners: list[Choice]
    tiers: list[Choice]
    stages: list[Choice]
    gaps: list[Choice]


class InvalidAccount(TypedDict):
    name: str
    place: str
    reason: str


class PortfolioPage(TypedDict):
    """All accounts: what moved, the table, then what crosses accounts. `moved` are sentences, each with a
    link; `told` what many rows say alike, for the search.
    """

    lang: Language
    words: dict[str, str]
    head: Head
    site: Site
    verdict: list[Sentence]
    rows: list[AccountRow]
    told: NotRequired[list[str]]
    filters: Filters
    notices: NotRequired[list[Notice]]
    trends: NotRequired[Trends]
    invalid: NotRequired[list[InvalidAccount]]
    figures: NotRequired[list[FigureCell]]
    moved: NotRequired[list[Cell]]
    funnel: NotRequired[list[StageCount]]
    sections: NotRequired[list[Section]]
