"""The plan of one account, on the screen and on paper."""

from typing import NotRequired, TypedDict

from relreport.page.contract.gaps import Actions, Ask, Gaps, Questions, Reason
from relreport.page.contract.head import Head, Notice, Site
from relreport.page.contract.parts import FigureCell, Html, Language, Paper, Section, Sentence
from relreport.page.contract.people import Axes, People, Portrait, Trust
from relreport.page.contract.stages import Changes, NextStage, Share, Stages, Trends


class Narrative(TypedDict):
    title: str
    html: Html


class Basis(TypedDict):
    """What the plan rests on: how many facts, how old."""

    sentence: str
    entries: list[str]


class PlanPage(TypedDict):
    """The page of one account, and what the handout is made of. In the order in which it is read."""

    lang: Language
    words: dict[str, str]
    id: str
    head: Head
    site: Site
    verdict: list[Sentence]
    stages: Stages
    figures: list[FigureCell]
    gaps: Gaps
    actions: Actions
    notices: NotRequired[list[Notice]]
    share: NotRequired[Share]
    asks: NotRequired[list[Ask]]
    asks_more: NotRequired[str]
    questions: NotRequired[Questions]
    next_stage: NotRequired[NextStage]
    changes: NotRequired[Changes]
    people: NotRequired[People]
    axes: NotRequired[list[Axes]]
    trust: NotRequired[list[Trust]]
    portraits: NotRequired[list[Portrait]]
    value: NotRequired[Section]
    needs: NotRequired[Section]
    openings: NotRequired[Section]
    competition: NotRequired[Section]
    criteria: NotRequired[Section]
    tenders: NotRequired[Section]
    complaints: NotRequired[Section]
    promises: NotRequired[Section]
    requests: NotRequired[Section]
    plan: NotRequired[Section]
    playbook: NotRequired[Section]
    sections: NotRequired[list[Section]]
    narrative: NotRequired[list[Narrative]]
    trends: NotRequired[Trends]
    quiet: NotRequired[list[str]]
    basis: NotRequired[Basis]
    reasons: NotRequired[dict[str, Reason]]


class HandoutPage(PlanPage):
    """The plan on paper: page one alone, the details, the evidence last. `footer` is the running foot's
    left part, `gaps_more`, `actions_more` and `questions_more` how many the plan on the screen has
    beyond these.
    """

    gaps_more: NotRequired[str]
    actions_more: NotRequired[str]
    questions_more: NotRequired[str]
    paper: Paper
    footer: str
