"""Finds what ships beside the code: the templates and the sample workspace.

In a checkout (and so in an editable install) both stand at the top of the repository. A wheel carries them
inside the package. One of the two is always there, and never a mixture.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of the shipped page templates."""
    return _shipped("templates", "templates")


def fonts() -> Path:
    """The folder of the shipped fonts."""
    return _PACKAGE / "fonts"


def sample() -> Path:
    """The sample workspace: a folder with `relreport.yaml` and `accounts/`.

    In a checkout this is the repository's own top, with other things beside: take by name what you need.
    """
    return _shipped("sample", ".")


def _shipped(inside: str, beside: str) -> Path:
    packed = _PACKAGE / "_shipped" / inside
    if packed.is_dir():
        return packed
    checkout = _PACKAGE.parent
    # pyproject.toml tells our own top from a site-packages that happens to have a folder of that name
    if (checkout / "pyproject.toml").is_file() and (checkout / beside).is_dir():
        return checkout / beside
    raise FileNotFoundError(f"this installation of relreport lacks its {inside}: install it again")
