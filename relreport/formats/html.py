"""Pages become HTML: templates in a sandbox, shipped ones replaced one by one by the workspace's."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from relreport import resources
from relreport.formats.fonts import SCREEN_FONTS
from relreport.formats.narrow import foot_in_two_lines, rows_as_lists
from relreport.morrow import CHANGING, later
from relreport.page.contract.parts import Html
from relreport.page.contract.plan import HandoutPage, PlanPage
from relreport.page.contract.portfolio import AccountRow, PortfolioPage
from relreport.text import page_words
from relreport.text.figures import NO_BREAK

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from relreport.formats.compiled import Compiled

HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
OWN = "templates/"  # where a workspace keeps its own
# between a figure and its measure word, and within a date, in both languages
_COUNTED = re.compile("(?<=[0-9]) (?=[\u4e00-\u9fff])|(?<=\u6708) (?=[0-9])")
_DATED = re.compile("(?<![0-9.,])([0-9]{1,2}) (?=[A-Z][a-z]{2,3}\\b)")
# the last three, or two behind a blank, with the figure that belongs to them
_TAIL = re.compile(rf"(?:[0-9][^ \u3400-\u9fff]*\u00a0)?{HAN.pattern.rstrip('+')}{{2,3}}$")
LEAST = 8  # characters of a text that may have two lines
NAME = 4  # Chinese characters that stay together: a name, a title
ENDLESS_FROM = 25  # characters of a word
_LONG = re.compile("[A-Za-z\u00c0-\u024f]{12,}")  # a Latin word that a narrow column may have to part
ENDLESS = re.compile(rf"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{{{ENDLESS_FROM},}}")

Templates = Mapping[str, str]


def render_plan(page: PlanPage, templates: Templates | None = None, *, logo: str = "") -> str:
    """The page of one account."""
    return render("plan.html", page, PlanPage, templates, logo=logo)


def portfolio_parts(
    page: PortfolioPage,
    templates: Templates | None = None,
    *,
    logo: str = "",
    rows: Iterable[str] | None = None,
) -> Iterator[str]:
    """The page of all accounts, piece by piece: of ten thousand, no memory should hold it whole.

    `rows`: those of the table as `render_row` made them, in the page's order.
    """
    shown = page if rows is None else {**page, "rows": map(Html, rows)}
    template, names = _prepared("portfolio.html", shown, PortfolioPage, templates, logo, on_paper=False)
    return batched_text(template.generate(**names))


def render_row(row: AccountRow, language: str, templates: Templates | None = None) -> str:
    """An account's row of that page."""
    template = _environment(frozenset((templates or {}).items()), language, on_paper=False).get_template(
        "partials/account-row.html"
    )
    return str(template.render(row=row, words=page_words(language)["words"]))


def batched_text(pieces: Iterable[str], least: int = 65_536) -> Iterator[str]:
    """The same text in pieces of a size worth writing."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= least:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def render_handout(page: HandoutPage, templates: Templates | None = None, *, logo: str = "") -> str:
    """The pages of one account's handout, as the HTML that is printed."""
    return render("handout.html", page, HandoutPage, templates, logo=logo)


def render(
    name: str,
    page: Mapping[str, object],
    contract: Any,
    templates: Templates | None = None,
    *,
    logo: str = "",
    on_paper: bool | None = None,
) -> str:
    """`page` through the template `name`; optional keys that it lacks are None to the template.

    `templates` are the workspace's own, by the names of the shipped ones (`plan.html`, `partials/gap.html`).
    `logo` is the address of the organisation's own picture, "" without one. A template that reads a key
    which is not in the contract is an error (StrictUndefined), never a blank.
    """
    template, names = _prepared(name, page, contract, templates, logo, on_paper)
    html = str(template.render(**names))
    return foot_in_two_lines(rows_as_lists(html)) if page.get("paper") == "phone" else html


def _prepared(
    name: str,
    page: Mapping[str, object],
    contract: Any,
    templates: Templates | None,
    logo: str,
    on_paper: bool | None,
) -> tuple["Template", dict[str, object]]:
    """The template, and the names that it may use."""
    if on_paper is None:
        on_paper = "paper" in contract.__required_keys__
    own = frozenset((templates or {}).items())
    template = _environment(own, str(page["lang"]), on_paper).get_template(name)
    whole = {**dict.fromkeys(contract.__optional_keys__), **page}
    # a sheet of paper has no links: its reader cannot follow one, and one that leads nowhere ends a PDF
    return template, {"page": whole, "words": page["words"], "linked": not on_paper, "logo": logo}


_compiled: "Compiled | None" = None


def keep_compiled(compiled: "Compiled") -> None:
    """From now on templates come from there where they are there, and are noted there where not."""
    global _compiled
    _compiled = compiled
    _environment.cache_clear()


@lru_cache(maxsize=8)
def _environment(own: frozenset[tuple[str, str]], lang: str, on_paper: bool) -> "Environment":
    from jinja2 import FunctionLoader, StrictUndefined

    from relreport.formats.sandbox import Sandbox

    mine = dict(own)
    texts = {**shipped_templates(), **mine}
    environment = Sandbox(
        loader=FunctionLoader(lambda name: _found(name, texts, mine)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    # nothing in a template can call text safe: only what we made ourselves carries `Html`
    environment.filters.pop("safe")
    on_a_sheet = _say_english_on_paper if lang == "en" else _say_chinese_on_paper
    environment.filters["say"] = on_a_sheet if on_paper else _say_english if lang == "en" else _say
    return environment


def _found(name: str, texts: Templates, own: Templates) -> tuple[str, str | None, None] | None:
    """A template's text; of an own one the path, too, by which a mistake in it is named."""
    return (texts[name], f"{OWN}{name}" if name in own else None, None) if name in texts else None


def failure_of(error: Exception) -> str:
    """What ended a page: the line of an own template, where one did, and what was wrong there."""
    kind = type(error)
    own = [one for one in extract_tb(error.__traceback__) if one.filename.startswith(OWN)]
    if not own:
        return kind.__name__
    # the engine's own errors alone are sure to quote no fact of the account
    what = str(error) if kind.__module__.startswith("jinja2.") else kind.__name__
    return f"{own[-1].filename}:{own[-1].lineno}: {what}"


def _say(text: str) -> str:
    """A word without an end may break anywhere; every other breaks where its language breaks it."""
    if type(text) in CHANGING:
        return later(text, _say, text)
    if len(text) < ENDLESS_FROM or isinstance(text, Html) or not ENDLESS.search(text):
        return text
    return Html(f'<span class="endless">{escape(text)}</span>')


def _say_english(text: str) -> str:
    """Chinese within an English page is marked as such: other glyphs, another voice, other line breaks."""
    if type(text) in CHANGING:
        return later(text, _say_english, text)
    if text.isascii() or isinstance(text, Html):
        return _say(text)
    pieces: list[str] = []
    end = 0
    for match in HAN.finditer(text):
        # a name is never parted
        name = ' class="name"' if len(match.group()) <= NAME else ""
        pieces += [
            escape(text[end : match.start()]),
            f'<span lang="zh-Hans"{name}>{escape(match.group())}</span>',
        ]
        end = match.end()
    said = "".join((*pieces, escape(text[end:])))
    return Html(f'<span class="endless">{said}</span>' if ENDLESS.search(text) else said)


def _say_english_on_paper(text: str) -> str:
    """No line ends within a date: browsers have more room for one."""
    return text if isinstance(text, Html) else _say_english(_DATED.sub(rf"\1{NO_BREAK}", text))


def _say_chinese_on_paper(text: str) -> str:
    """No lone character at a line's end: the last three stay together. Browsers see to it by themselves.

    Nor does a line end between a figure and what it counts. A long Latin word is marked as such: where it
    has to be parted, that is by the syllables of its language, with a hyphen.
    """
    if isinstance(text, Html):
        return text
    text = _COUNTED.sub(NO_BREAK, text)
    if len(text) < LEAST:
        return text
    end = _TAIL.search(text)
    if end is None and not _LONG.search(text):
        return text
    start = end.start() if end else len(text)
    said = _LONG.sub(r'<span lang="en">\g<0></span>', escape(text[:start]))
    return Html(f'{said}<span class="tail">{escape(text[start:])}</span>' if end else said)


@lru_cache(maxsize=1)
def shipped_templates() -> dict[str, str]:
    """Name and text of every shipped template."""
    return read_templates(resources.templates())


@lru_cache(maxsize=1)
def shipped_assets() -> dict[str, bytes]:
    """Name (`css/screen.css`, …) and bytes of what a build puts into its assets folder, fonts apart."""
    return _files(resources.templates(), (".css", ".js"))


def shipped_fonts() -> dict[str, bytes]:
    """Name (`fonts/…`) and bytes of the fonts that the screen's style sheet names."""
    return {f"fonts/{file.name}": file.read_bytes() for file in SCREEN_FONTS}


def read_templates(folder: Path) -> dict[str, str]:
    """The templates of a folder, by name. A symbolic link is not followed: it could lead anywhere."""
    return {name: data.decode("utf-8") for name, data in _files(folder, (".html",)).items()}


def own_templates(folder: Path) -> dict[str, str]:
    """A workspace's own templates and style sheets, by the names of the shipped ones that they replace."""
    found = _files(folder, (".html", ".css")) if folder.is_dir() and not folder.is_symlink() else {}
    return {name: data.decode("utf-8") for name, data in found.items()}


def template_mistakes(templates: Templates) -> list[str]:
    """Where a template is not well written: name, line, what is wrong with it."""
    from jinja2 import TemplateSyntaxError

    found: list[str] = []
    environment = _environment(frozenset(), "en", on_paper=False)
    for name, text in sorted(templates.items()):
        try:
            if name.endswith(".html"):
                environment.parse(text, name)
        except TemplateSyntaxError as error:
            found.append(f"templates/{name}:{error.lineno}: {error.message}")
    return found


def stray_templates(templates: Templates) -> list[str]:
    """Names of own files that take the place of no shipped one, and that no template of theirs asks for."""
    from jinja2 import meta

    environment = _environment(frozenset(), "en", on_paper=False)
    asked = {
        one
        for name, text in templates.items()
        if name.endswith(".html")
        for one in meta.find_referenced_templates(environment.parse(text, name))
    }
    return sorted(set(templates) - set(shipped_templates()) - set(shipped_assets()) - asked)


def _files(folder: Path, endings: tuple[str, ...], prefix: str = "") -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir()):
        name = f"{prefix}{entry.name}"
        if entry.is_symlink():
            continue
        if entry.is_dir():
            found |= _files(entry, endings, f"{name}/")
        elif name.endswith(endings):
            found[name] = entry.read_bytes()
    return found
