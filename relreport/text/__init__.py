"""Facts -> sentences. Every word comes from `locales/`; a language is a folder there."""

from relreport.text.catalogue import LANGUAGES, Words, labels, page_words, rule_words
from relreport.text.wording import Wording

__all__ = ["LANGUAGES", "Wording", "Words", "labels", "page_words", "rule_words"]
