"""Templates as the Python that they become, kept from build to build: to write it takes a quarter second."""

from __future__ import annotations

import marshal
from collections.abc import Mapping

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What was compiled, by template, source and environment. `fresh`: something is not kept yet.

    The bytes are code and nothing proves it: they come from where nobody else can write, and sealed.
    """

    def __init__(self, codes: Mapping[str, bytes] | None = None) -> None:
        self.codes = dict(codes or {})
        self.fresh = False

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self.codes.get(_name(bucket))
        if code is not None:
            bucket.code = marshal.loads(code)  # noqa: S302 - see above

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.codes[_name(bucket)] = marshal.dumps(bucket.code)
            self.fresh = True

    def written(self) -> bytes:
        return marshal.dumps(self.codes)

    @classmethod
    def read(cls, data: bytes | None) -> Compiled:
        return cls(marshal.loads(data) if data else None)  # noqa: S302 - see above


def _name(bucket: Bucket) -> str:
    environment = bucket.environment
    return f"{bucket.key} {bucket.checksum} {environment.filters['say'].__name__}"
