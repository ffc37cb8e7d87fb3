"""What may be shown to the customer."""

from typing import TypedDict

from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Language, Paper, Section


class CustomerPage(TypedDict):
    """Of one customer what was delivered and the dates agreed; of all customers their names."""

    lang: Language
    words: dict[str, str]
    head: Head
    site: Site
    sections: list[Section]


class CustomerSheet(CustomerPage):
    """The same on paper. `footer` is the running foot's left part."""

    paper: Paper
    footer: str
