"""The review book."""

from typing import TypedDict

from relreport.page.contract.gaps import Actions, Ask, Gaps, Questions
from relreport.page.contract.head import Head, Notice
from relreport.page.contract.parts import Cell, FigureCell, Language, Paper, Section, Sentence, Tone
from relreport.page.contract.portfolio import AccountRow, InvalidAccount, StageCount
from relreport.page.contract.stages import Share, Stages, Trends


class BookAccount(TypedDict):
    """One account in the review book: page one of its handout, without what only a screen opens."""

    anchor: str
    name: str
    line: list[str]
    confidential: str
    notices: list[Notice]
    verdict: list[Sentence]
    stages: Stages
    figures: list[FigureCell]
    gaps: Gaps
    questions: Questions | None
    share: Share | None
    trends: Trends | None
    asks: list[Ask]
    asks_more: str
    actions: Actions


class Turn(TypedDict):
    """An account's turn in the review: its number, who speaks, why it is taken now, how long it takes."""

    number: int
    anchor: str
    name: str
    owner: str
    why: str
    tone: Tone
    minutes: str


class BookPage(TypedDict):
    """The review book: cover, contents, the running order, what crosses accounts, then account by account.

    `omitted` says how many accounts have no page of their own here, "" where each has one.
    """

    lang: Language
    words: dict[str, str]
    head: Head
    paper: Paper
    footer: str
    verdict: list[Sentence]
    figures: list[FigureCell]
    moved: list[Cell]
    funnel: list[StageCount]
    trends: Trends | None
    turns: list[Turn]
    turns_note: str
    rows: list[AccountRow]
    rows_more: str
    sections: list[Section]
    accounts: list[BookAccount]
    omitted: str
    invalid: list[InvalidAccount]
