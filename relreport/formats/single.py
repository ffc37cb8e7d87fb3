"""A page as one file: style sheet and script stand inside it; its policy knows them by their hashes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*assets/([^"]+)">')
_SCRIPT = re.compile(r'<script src="[^"]*assets/([^"]+)" defer></script>')
_PICTURE = re.compile(r'(<img [^>]*src=")[^"]*assets/([^"]+)"')
# the fonts are megabytes: a file to be sent relies on those of its reader
_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}\s*")
_KINDS = {"png": "image/png", "jpg": "image/jpeg"}


def in_one_file(html: str, assets: Mapping[str, bytes]) -> str:
    """The page with what it names of `assets` inside. Pages that it links to must lie where they lay."""
    styles: list[str] = []
    scripts: list[str] = []

    def sheet(found: re.Match[str]) -> str:
        text = _FONT_FACE.sub("", assets[found[1]].decode())
        styles.append(_hashed(text))
        return f"<style>{text}</style>"

    def script(found: re.Match[str]) -> str:
        text = assets[found[1]].decode()
        scripts.append(_hashed(text))
        waiting.append(f"<script>{text}</script>")
        return ""

    def picture(found: re.Match[str]) -> str:
        kind = _KINDS[found[2].rpartition(".")[2]]
        return f'{found[1]}data:{kind};base64,{b64encode(assets[found[2]]).decode()}"'

    waiting: list[str] = []  # without `defer` a script must follow what it works on
    head, end, body = html.partition("</head>")
    head = _SCRIPT.sub(script, _SHEET.sub(sheet, head))
    body = _PICTURE.sub(picture, body)
    last = body.rfind("</body>")
    body = body[:last] + "".join(waiting) + body[last:]
    policy = (
        f"default-src 'none'; style-src {' '.join(styles) or repr('none')}; "
        f"script-src {' '.join(scripts) or repr('none')}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return _POLICY.sub(lambda found: found[1] + policy + found[2], head) + end + body


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
