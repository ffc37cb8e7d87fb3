"""The words of what is told of all accounts, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relreport.page.contract.parts import Sentence
from relreport.page.parts import sentence
from relreport.phrases import filled
from relreport.text import Wording, page_words
from relreport.text.catalogue import sentences


class PortfolioWords:
    """Phrases by key, `block.name`: plain, or as sentences with strong words."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.texts: Mapping[str, Any] = {
            **sentences(wording.language, "account_page"),
            "page": page_words(wording.language)["phrases"],
        }

    def say(self, key: str, **facts: str | int) -> str:
        block, _, name = key.partition(".")
        return filled(self.texts[block][name], facts)

    def told(self, key: str, **facts: str | int) -> Sentence:
        block, _, name = key.partition(".")
        return sentence(self.texts[block][name], facts)
