"""`serve`: this machine alone is answered, from the built folder alone, and a change gives new pages."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from relreport.serving import Server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "output"
    (folder / "accounts").mkdir(parents=True)
    page = "<meta content=\"default-src 'none'; script-src 'self'\"><body>甲</body>"
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "accounts" / "甲.html").write_text("<body>乙</body>", encoding="utf-8")
    (folder / ".relreport").write_text("mark", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with Server(folder, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def asked(server: Server, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_address[1]}")
    connection.endheaders()
    answer = connection.getresponse()
    told = answer.status, answer.read().decode("utf-8")
    connection.close()
    return told


def test_pages_ask_whether_there_is_a_newer_one(server: Server) -> None:
    status, page = asked(server, "/")
    assert status == 200
    assert '<script src="/.relreport/reload.js"></script></body>' in page
    assert "default-src 'none'; connect-src 'self';" in page
    assert "location.reload" in asked(server, "/.relreport/reload.js")[1]
    assert asked(server, "/.relreport/version") == (200, "0")
    server.version += 1
    assert asked(server, "/.relreport/version") == (200, "1")
    assert asked(server, "/accounts/%E7%94%B2.html?x#y")[0] == 200
    assert asked(server, "/", method="HEAD") == (200, "")


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/link.txt", "/.relreport", "/accounts", "/nothing", "/a%00b", "//etc/passwd"],
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    assert asked(server, path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "[::1]:80", ""])
def test_no_other_name_is_answered(server: Server, host: str) -> None:
    assert asked(server, "/", host=host or " ")[0] in (400, 421)


def test_a_change_gives_new_pages_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    account = tmp_path / "accounts" / "a.md"
    account.parent.mkdir()
    account.write_text("---\nname: Old name\n---\n", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "relreport", "-C", str(tmp_path), "serve", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    page = tmp_path / "output" / "accounts" / "a.html"
    try:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("http://127.0.0.1:")
        assert "Old name" in page.read_text(encoding="utf-8")
        account.write_text("---\nname: New name\n---\n", encoding="utf-8")
        until = time.monotonic() + 60
        while "New name" not in page.read_text(encoding="utf-8") and time.monotonic() < until:
            time.sleep(0.2)
        assert "New name" in page.read_text(encoding="utf-8")
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
    finally:
        running.kill()
        running.wait()
        if running.stdout is not None:
            running.stdout.close()
