"""What may be shown to the customer."""

from typing import Literal, TypedDict

from relreport.page.contract.head import Head, Site
from relreport.page.contract.parts import Section


class CustomerPage(TypedDict):
    """Of one customer what was delivered and the dates agreed; of all customers their names."""

    lang: Literal["en", "zh"]
    words: dict[str, str]
    head: Head
    site: Site
    sections: list[Section]


class CustomerSheet(CustomerPage):
    """The same on paper. `footer` is the running foot's left part."""

    paper: Literal["a4", "letter", "phone"]
    footer: str
