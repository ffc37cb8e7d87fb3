"""The head of a page: whom it is about, for whom it was built, where it lies, what to know first."""

from typing import TypedDict

from relreport.page.contract.parts import Link, Tone


class Head(TypedDict):
    """Who this is about and for whom it was built. `line` stands over the name: tier, owner, category."""

    name: str
    line: list[str]
    kind: str
    company: str
    as_of: str
    as_of_iso: str
    audience: str
    audience_note: str
    confidential: str


class Site(TypedDict):
    """Where the page lies: `assets` is the way to the assets folder, with its slash; `portfolio` may be
    "".
    """

    assets: str
    portfolio: str
    languages: list[Link]
    pdf: str


class Unread(TypedDict):
    place: str
    reason: str


class Notice(TypedDict):
    """What the reader must know first: entries that could not be read, an older version shown."""

    tone: Tone
    text: str
    entries: list[Unread]
