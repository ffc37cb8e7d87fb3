"""The visit sheet."""

from typing import TypedDict

from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Language, Paper, Sentence, Tone


class VisitFact(TypedDict):
    """Something to have in mind: what it is, the figure or word, and where it comes from."""

    label: str
    value: str
    note: str
    tone: Tone


class VisitDebt(TypedDict):
    """A promise that is open: what, and by when; `late` where the day is past."""

    what: str
    due: str
    late: str


class VisitTouch(TypedDict):
    """A contact of the past: the day, what it was, who of ours, and the note where it may be read."""

    on: str
    what: str
    who: str
    note: str


class VisitStep(TypedDict):
    """The one step wanted from this meeting; `smallest`: the least that closes a gap with this person."""

    text: str
    why: str
    note: str
    smallest: str


class VisitPage(TypedDict):
    """One page before a meeting with one of theirs. `gaps` are what holds us back with this person."""

    lang: Language
    words: dict[str, str]
    id: str
    contact: str
    head: Head
    site: Site
    paper: Paper
    footer: str
    verdict: list[Sentence]
    step: VisitStep | None
    know: list[VisitFact]
    gaps: list[str]
    ask: list[str]
    ours: list[VisitDebt]
    theirs: list[VisitDebt]
    touches: list[VisitTouch]
    avoid: list[str]
