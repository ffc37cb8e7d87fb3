"""Where a page lies in the site, and what stands beside it: other pages, sheets, scripts, the logo."""

from __future__ import annotations

from typing import Any

from relreport.build.order import Order
from relreport.page.contract.head import Site
from relreport.text import page_words


def ways(order: Order, root: str, name: str, *, portfolio: str = "", pdf: str = "") -> Site:
    """The ways from a page to the rest. `root`: the language's folder; `name`: the page's place within it."""
    up = "../" * (root + name).count("/")
    return Site(
        assets=f"{up}assets/",
        portfolio=portfolio,
        languages=[
            {
                "text": page_words(language)["phrases"]["language"],
                "href": f"{up}{folder_of(place, language)}{name}",
            }
            for place, language in enumerate(order.languages)
            if root != folder_of(place, language)
        ],
        pdf=pdf if order.pdf else "",
    )


def folder_of(place: int, language: str) -> str:
    """The folder of a language: the first stands at the root."""
    return "" if place == 0 else f"{language}/"


def logo_beside(page: Any, order: Order) -> str:
    """The way from a page to the logo, "" without one."""
    name = order.look.logo_name
    return f"{page['site']['assets']}{name}" if name else ""


def logo_on_paper(order: Order) -> str:
    name = order.look.logo_name
    return f"relreport:{name}" if name else ""


def screen(html: str, order: Order) -> bytes:
    """A page as it is written, with all it needs inside where that is asked for."""
    if order.single:
        from relreport.formats.single import in_one_file

        html = in_one_file(html, screen_assets(order))
    return html.encode()


def screen_assets(order: Order) -> dict[str, bytes]:
    """Style sheets, scripts and the logo, as this order wants them."""
    from relreport.formats.html import shipped_assets

    assets = {
        name: order.templates[name].encode() if name in order.templates else data
        for name, data in shipped_assets().items()
    }
    assets["css/screen.css"] += order.look.screen().encode()
    return assets | ({order.look.logo_name: order.look.logo} if order.look.logo else {})


def asset_files(order: Order) -> dict[str, bytes]:
    """Style sheets, scripts and fonts, once for all languages."""
    from relreport.formats.html import shipped_fonts

    if not order.html or order.single:
        return {}
    return {f"assets/{name}": data for name, data in (screen_assets(order) | shipped_fonts()).items()}
