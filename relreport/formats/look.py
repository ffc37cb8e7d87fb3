"""An organisation's own look: one accent and its tints, and a logo that is a picture and nothing else."""

from __future__ import annotations

import re

from relreport.record import dataclass

ACCENT = "#1f4e79"
SOFT = "#9db5cb"
LEGIBLE = 4.6  # contrast with the paper that small type needs, and a little
PAPER, NIGHT = (255, 255, 255), (20, 24, 31)
# how much of the accent is left in each tint: on white, and on a dark screen
TINTS = {"soft": (0.45, 0.45), "band-initial": (0.04, 0.04), "band-stable": (0.09, 0.10)}
TINTS |= {"band-strategic": (0.18, 0.18), "expected": (0.07, 0.09)}
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
LARGEST = 1_000_000

Colour = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Look:
    """Plain data: it travels to workers. Without an accent and a logo a page looks as shipped."""

    accent: str | None = None
    logo: bytes = b""

    @property
    def logo_name(self) -> str:
        """The picture's file name, "" without one."""
        return "" if not self.logo else "logo.png" if self.logo.startswith(PNG) else "logo.jpg"

    def screen(self) -> str:
        """What follows the screen's own sheet."""
        if self.accent is None:
            return ""
        light, dark = (_declared(_tints(_rgb(self.accent), night)) for night in (False, True))
        return (
            f"\n:root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
            f"@media print {{ :root {{ {light} }} }}\n"
        )

    def paper(self) -> str:
        """What follows the paper's own sheet."""
        if self.accent is None:
            return ""
        return f":root {{ {_declared(_tints(_rgb(self.accent), night=False))} }}\n"

    def drawn(self, html: str) -> str:
        """Charts on paper see no sheet: their colours are put in. No text can read like such an attribute."""
        if self.accent is None:
            return html
        tints = _tints(_rgb(self.accent), night=False)
        for shipped, name in ((ACCENT, "accent"), (SOFT, "soft")):
            html = re.sub(rf'((?:fill|stroke)=")({shipped})"', rf'\g<1>{tints[name]}"', html)
        return html


SHIPPED = Look()


def is_picture(data: bytes) -> bool:
    """Whether it is a PNG or a JPEG of a sensible size. An SVG can hold scripts and addresses: it is none."""
    return data.startswith((PNG, JPEG)) and len(data) <= LARGEST


def _declared(tints: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in tints.items())


def _tints(accent: Colour, night: bool) -> dict[str, str]:
    """The accent, made legible, and its tints towards the paper."""
    paper, far = (NIGHT, PAPER) if night else (PAPER, (0, 0, 0))
    share = 1.0
    legible = accent
    while _contrast(legible, paper) < LEGIBLE and share > 0:
        share -= 0.05
        legible = _mixed(accent, far, share)
    return {"accent": _hex(legible)} | {
        name: _hex(_mixed(legible, paper, parts[night])) for name, parts in TINTS.items()
    }


def _rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """As WCAG defines it."""
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
