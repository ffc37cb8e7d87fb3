"""What the templates of the diff and of the review may place: plain, and already in words."""

from typing import NotRequired, TypedDict

from relreport.page.contract.head import Head, Notice, Site
from relreport.page.contract.parts import FigureCell, Language, Paper, Section, Sentence
from relreport.page.contract.stages import TrendLine


class ReviewSection(Section):
    """A section with small charts above its tables, where it tells of quarters."""

    lines: list[TrendLine]


Part = Section | ReviewSection


class Chapter(TypedDict):
    """Sections that belong together. `leaf`: it begins a page of its own on paper."""

    id: str
    title: str
    note: str
    leaf: bool
    sections: list[Part]


class ReviewPage(TypedDict):
    """The diff or the review on the screen."""

    lang: Language
    words: dict[str, str]
    head: Head
    site: Site
    verdict: list[Sentence]
    chapters: list[Chapter]
    notices: NotRequired[list[Notice]]
    figures: NotRequired[list[FigureCell]]


class ReviewBook(ReviewPage):
    """The same on paper; `footer` is the running foot's left part."""

    paper: Paper
    footer: str
