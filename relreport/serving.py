"""A built folder in the browser of this machine, which loads a page again when a new build stands.

Only this machine is answered, by this machine's name: a page from elsewhere that points a name of its own
here gets nothing.
"""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
_OURS = "/.relreport/"
_RELOAD = """
let seen;
setInterval(() => fetch("%sversion").then((one) => one.text()).then((now) => {
  if (seen !== undefined && now !== seen) location.reload();
  seen = now;
}).catch(() => {}), 1000);
""" % _OURS  # noqa: UP031 - braces are JavaScript's


class Server(ThreadingHTTPServer):
    """Serves `folder`; a page asks for `version` each second and loads itself again when it is another."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.version = 0
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "relreport"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in (HOST, "localhost"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = unquote(urlsplit(self.path).path)
        if path == f"{_OURS}version":
            self._send(str(self.server.version).encode(), "text/plain", body=body)
        elif path == f"{_OURS}reload.js":
            self._send(_RELOAD.encode(), "text/javascript", body=body)
        elif (place := self._place(path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
            data = place.read_bytes()
            if kind == "text/html":
                data = _reloading(data)
            self._send(data, kind, body=body)

    def _place(self, path: str) -> Path | None:
        """The file that a path names; none outside the folder, none that is hidden."""
        parts = [one for one in path.split("/") if one]
        if "\0" in path or any(one.startswith(".") for one in parts):
            return None
        place = self.server.folder.joinpath(*parts)
        try:
            place = place / "index.html" if place.is_dir() else place
            inside = place.resolve().is_relative_to(self.server.folder.resolve())
            return place if inside and place.is_file() else None
        except OSError:
            return None

    def _send(self, data: bytes, kind: str, *, body: bool) -> None:
        self.send_response(HTTPStatus.OK)
        text = kind.startswith("text/") or kind.endswith(("javascript", "json"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said of each file that is asked for."""


def _reloading(page: bytes) -> bytes:
    """The page with the script that asks; its policy lets it ask here and nowhere else."""
    page = page.replace(b"default-src 'none';", b"default-src 'none'; connect-src 'self';", 1)
    script = f'<script src="{_OURS}reload.js"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script
