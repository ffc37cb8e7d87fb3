"""The door to WeasyPrint: complete HTML in, a tagged PDF out, and nothing else read or sent on the way.

By default WeasyPrint reads any file and any address that a page, a style sheet or an SVG names. Here every
address is looked up in a register of bytes that the program itself put there; one that is not in it ends the
document.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from relreport.formats.enginehaste import in_haste, put_once
from relreport.formats.fonts import keep_to_shipped_fonts
from relreport.formats.hangingblank import last_blank_hangs
from relreport.formats.hanwidth import han_measured_once
from relreport.formats.libraries import MissingLibraryError, lacking
from relreport.record import dataclass

SCHEME = "relreport:"
_NOTES = re.compile(r"footnote|note\(", re.IGNORECASE)  # how a style makes foot notes and the like
# By name alone: the machine's own table of types is one more thing that differs between machines.
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


@dataclass(frozen=True, kw_only=True)
class PdfDocument:
    """A finished PDF, its number of pages, and the characters that came out as boxes, sorted.

    `starts`: on which page, from 1, each element with an id begins; `depths`: how far down it, as a share.
    """

    data: bytes
    pages: int
    missing_glyphs: tuple[str, ...]
    starts: Mapping[str, int] = field(default_factory=dict)
    depths: Mapping[str, float] = field(default_factory=dict)


class RefusedPageError(Exception):
    """A page asked for what is not in the register or cannot be used, or has a picture without alt text.

    `addresses` are what it asked for, `reasons` what WeasyPrint said. Both may quote private text: never log
    them.
    """

    def __init__(self, addresses: tuple[str, ...], reasons: tuple[str, ...]) -> None:
        super().__init__(f"{len(addresses)} addresses refused, {len(reasons)} errors")
        self.addresses = addresses
        self.reasons = reasons


class Engine:
    """Style sheets read once, for many documents. Not for several threads at a time.

    `stylesheets` (name -> bytes) apply to every document, in order. `assets` (name -> bytes) may be named by
    pages and style sheets as `relreport:<name>`. Raises MissingLibraryError, and RefusedPageError for a
    style sheet that reaches out.
    """

    def __init__(self, *, stylesheets: Mapping[str, bytes], assets: Mapping[str, bytes]) -> None:
        if lacks := lacking():
            raise MissingLibraryError(lacks)
        keep_to_shipped_fonts()
        self._library = _library()
        self._register = {
            SCHEME + name: (data, _TYPES[PurePosixPath(name).suffix]) for name, data in assets.items()
        }
        self._fonts = self._library.ShippedFonts()
        self._counters = self._library.CounterStyle()
        self._profiles: dict[str, Any] = {}
        self._notes = any(_NOTES.search(sheet.decode()) for sheet in stylesheets.values())
        with self._watched() as (fetcher, _):
            self._stylesheets = [
                self._library.weasyprint.CSS(
                    string=sheet.decode("utf-8"), url_fetcher=fetcher, font_config=self._fonts,
                    counter_style=self._counters, color_profiles=self._profiles,
                )
                for sheet in stylesheets.values()
            ]  # fmt: skip

    def settle(self) -> None:
        """Move all that now lives out of the collector's sight. Once, before a long row of documents."""
        gc.collect()
        gc.freeze()

    def render(self, html: str, *, moment: date) -> PdfDocument:
        """Return the PDF of a complete page, dated `moment`. The page carries its own language and title."""
        with (
            self._watched() as (fetcher, heard),
            last_blank_hangs(),
            han_measured_once(),
            in_haste(notes=self._notes or _NOTES.search(html) is not None),
            _seldom_collected(),
        ):
            page = self._library.weasyprint.HTML(string=html, url_fetcher=fetcher)
            document = page.render(
                stylesheets=self._stylesheets, font_config=self._fonts, counter_style=self._counters.copy(),
                color_profiles=dict(self._profiles), pdf_variant="pdf/ua-1",
            )  # fmt: skip
            metadata = document.metadata
            if not metadata.title or not metadata.lang:
                raise ValueError("a page without title or language cannot become PDF/UA")
            metadata.created = metadata.modified = moment.isoformat()
            # None are made: they carry the time of day, and nobody sees at a glance that a report has them.
            fetcher.refused += ["attachment"] * len(metadata.attachments)
            metadata.attachments.clear()
            fetcher.refused += [
                link[1] for page in document.pages for link in page.links if link[0] == "attachment"
            ]
            data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=True, finisher=put_once)
        places = list(enumerate(document.pages, 1))[::-1]  # what runs over stands on each of its pages
        return PdfDocument(
            data=data,
            pages=len(document.pages),
            missing_glyphs=tuple(sorted(heard.missing)),
            starts={name: place for place, one in places for name in one.anchors},
            depths={name: at[1] / one.height for _, one in places for name, at in one.anchors.items()},
        )

    @contextmanager
    def _watched(self) -> Iterator[tuple[Any, _Heard]]:
        """Lend a fetcher over the register; refuse at the end if anything was asked of it that it had not."""
        fetcher = self._library.Register(self._register)
        self._fonts.refused.clear()
        # Nearly everywhere WeasyPrint goes on without what it could not fetch; for colour profiles it raises.
        with _listening() as heard, suppress(self._library.URLFetchingError):
            yield fetcher, heard
        addresses = tuple(fetcher.refused + self._fonts.refused)
        if addresses or heard.errors:
            raise RefusedPageError(addresses, tuple(heard.errors))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A layout makes a million objects and drops few before its end: looking for those takes a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def load() -> None:
    """Import the library that engines need, before processes that are to share it are forked."""
    keep_to_shipped_fonts()
    if not lacking():
        _library()


class _Heard(logging.Handler):
    """Listens to WeasyPrint, which says in its log alone that a glyph was missing or an address failed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
        # A relative address has no base to go from, and in a style it is passed over with a mere warning.
        elif record.levelno >= logging.ERROR or "Relative URI" in record.getMessage():
            self.errors.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[_Heard]:
    # Not passed on: the messages quote addresses and text, and whoever keeps a log would keep those.
    logger = logging.getLogger("weasyprint")
    before = logger.propagate, logger.level
    heard = _Heard()
    logger.addHandler(heard)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate, logger.level = before


@cache
def _library() -> SimpleNamespace:
    """Import WeasyPrint, most of a second, and derive from it; call it after the fonts are set."""
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    class Register(URLFetcher):  # type: ignore[misc]
        """Answers from the register alone; never calls up, so none of the inherited openers ever runs."""

        def __init__(self, register: Mapping[str, tuple[bytes, str]]) -> None:
            super().__init__(timeout=1, allowed_protocols=(), allow_redirects=False)
            self._own = register
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            if url not in self._own:
                self.refused.append(url)
                raise ValueError("not in the register")
            data, kind = self._own[url]
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    class ShippedFonts(FontConfiguration):  # type: ignore[misc]
        """The shipped family alone: a face loaded for one page would stay for all that follow."""

        def __init__(self) -> None:
            super().__init__()
            self.refused: list[str] = []

        def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: object) -> None:
            self.refused += [str(address) for _, address in rule_descriptors["src"]]

    return SimpleNamespace(
        weasyprint=weasyprint,
        CounterStyle=CounterStyle,
        Register=Register,
        ShippedFonts=ShippedFonts,
        URLFetchingError=URLFetchingError,
    )
