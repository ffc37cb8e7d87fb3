"""Who was likely meant: a full name, never a guess at a person from the surname and a title alone."""

from __future__ import annotations

from collections.abc import Iterable

from relreport.nearest import nearest
from relreport.parse.context import Names
from relreport.patterns import pattern

_HAN = pattern("[\u3400-\u9fff·]+")
# what is put behind a name to speak to somebody
_STYLED = pattern(
    "(?:副?总(?:经理|监|工|裁)?|董事长?|经理|部长|主任|科长|处长|局长|厅长|院长|所长|校长"
    "|书记|主席|老板|工|老师|先生|女士|小姐|博士)$"
)


def likely_person(written: str, names: Names) -> str | None:
    """The known name or id that was likely written, or None.

    `王磊部长` is 王磊; `王总` may be anybody called Wang, and is not guessed at.
    """
    plain = written.strip()
    if not _HAN.fullmatch(plain):
        known = [one for one in names.table if not _HAN.fullmatch(one)]
        return nearest(plain, sorted(known, key=lambda one: names.table[one] == one))  # a name before an id
    bare = _STYLED.sub("", plain)
    if len(bare) >= 2 and bare in names.table:
        return bare
    near = {one for one in names.table if _HAN.fullmatch(one) and _one_slip(plain, one)}
    return near.pop() if len({names.table[one] for one in near}) == 1 else None


def likely_word(written: str, words: Iterable[str]) -> str | None:
    """The one of a list's words that differs from what was written by a slip of the pen, or None."""
    plain = written.strip()
    if not _HAN.fullmatch(plain):
        return nearest(plain, [one for one in words if not _HAN.fullmatch(one)])
    near = [one for one in words if _HAN.fullmatch(one) and _one_slip(plain, one)]
    return near[0] if len(near) == 1 else None


def _one_slip(written: str, name: str) -> bool:
    """Whether the names differ by one slip of the pen. Of two characters one is enough: 张伟 was likely 张玮,
    where nobody else is called nearly so; but 张工 may be anybody called Zhang."""
    if sorted(written) == sorted(name) and len(name) > 1:
        return True
    if len(written) == len(name):
        alike = sum(one == other for one, other in zip(written, name, strict=True))
        return alike == len(name) - 1 and (len(name) >= 3 or (len(name) == 2 and not _STYLED.search(written)))
    shorter, longer = sorted((written, name), key=len)
    return (
        len(shorter) >= 2
        and len(longer) - len(shorter) == 1
        and shorter in longer
        and not _STYLED.search(longer)
    )
