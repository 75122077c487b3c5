"""Whatever is sent to the app, by whomever: an answer that can be read, headers that protect, and nothing learnt."""

import re
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import pytest

from records import encode
from rules import shipped_rulebook
from tests.e2e import raw, served
from tests.leftovers import eventually
from ui import security

BOOK = shipped_rulebook()
CODE = encode(BOOK.examples[0].answers, BOOK.digest)
RECOMMEND = "/api/v1/recommend"
RECORD, BADGE, PERMALINK = f"/api/v1/records/{CODE}.json", f"/badge/{CODE}.svg", f"/d/{CODE}"
FOR_PROGRAMS = (
    RECOMMEND,
    "/api/v1/questions",
    "/api/v1/rulebook",
    "/api/v1/openapi.json",
    f"/api/v1/oembed?url={PERMALINK}",
    RECORD,
    BADGE,
    PERMALINK,
)
NOWHERE = ("/api", "/api/", "/api/v2", "/badge", "/badge/", "/d", "/d/", "/runs", "/runs/", "/runs/x", "/runs/x/events")
PAGES = ("/", "/compare", "/healthz", "/rulebook.schema.json", "/_stcore/health", "/nothing")
JSON = b"Content-Type: application/json\r\n"
MOST_GROWN = 20
"""MiB."""


class App(NamedTuple):
    """The app, and what it has printed."""

    url: str
    log: Path
    process: int

    def memory(self) -> int:
        """What it has, in MiB; 0 where only Linux could tell."""
        status = Path(f"/proc/{self.process}/status")
        told = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(told[1]) // 1024 if told else 0


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    log = tmp_path_factory.mktemp("app") / "log.txt"
    with served.process(log, QUEUEWISE_BACKENDS="embedded") as (process, url):
        yield App(url, log, process.pid)
        assert "Traceback" not in log.read_text()


def head(method: str, path: str, more: bytes = b"") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".encode() + more + b"\r\n"


def guarded(answer: raw.Answer) -> raw.Answer:
    """The answer, which has every header that protects."""
    for name, value in security.headers().items():
        assert answer.headers.get(name.lower()) == value, (name, answer)
    return answer


def refused(answer: raw.Answer, *statuses: int) -> raw.Answer:
    """The answer, which is a problem and says nothing of the inside."""
    assert guarded(answer).status in statuses, answer
    assert answer.headers["content-type"] == "application/problem+json", answer
    assert answer.json["status"] == answer.status
    assert len(answer.body) < 2000
    return answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (head("GET", f"{RECOMMEND}?routing={'a' * 1_000_000}"), 414),
        (head("GET", f"{RECOMMEND}?routing={'a' * 50_000}"), 414),
        (head("GET", f"/d/{'a' * 1_000_000}"), 414),
        (head("GET", f"/d/{'a' * 50_000}"), 404),
        (head("GET", RECOMMEND, b"X-A: " + b"a" * 1_000_000), 431),
        (head("POST", RECOMMEND, JSON + b"Content-Length: 1000000\r\n") + b" " * 1_000_000, 413),
        (head("POST", RECOMMEND, JSON + b"Content-Length: 99999999999\r\n") + b" " * 100_000, 413),
    ],
    ids=["query", "long query", "path", "long path", "header", "body", "body that claims more"],
)
def test_what_is_too_large_is_refused_again_and_again_with_flat_memory(app: App, sent: bytes, status: int) -> None:
    refused(raw.send(app.url, sent), status)
    before = app.memory()

    for _ in range(20):
        refused(raw.send(app.url, sent), status)

    assert app.memory() - before < MOST_GROWN


def test_a_body_without_an_end_is_read_only_as_far_as_it_may_go(app: App) -> None:
    before = app.memory()
    beginning = head("POST", RECOMMEND, JSON + b"Transfer-Encoding: chunked\r\n")

    answer = raw.send(app.url, beginning, more=repeat(b"10000\r\n" + b" " * 65536 + b"\r\n", 3000))

    refused(answer, 413)
    assert app.memory() - before < MOST_GROWN


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /d/x HTTP/1.1\r\n\r\n",
        b"GET /d/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        head("POST", RECOMMEND, JSON + b"Content-Length: -1\r\n"),
        head("POST", RECOMMEND, JSON + b"Content-Length: 2\r\nContent-Length: 3\r\n") + b"{}",
        head("POST", RECOMMEND, JSON + b"Transfer-Encoding: chunked\r\n") + b"zz\r\n",
    ],
    ids=["TLS", "no path", "no host", "raw bytes", "negative length", "two lengths", "no chunk"],
)
def test_what_is_no_http_is_refused_as_everything_else_is(app: App, sent: bytes) -> None:
    answer = guarded(raw.send(app.url, sent))

    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_nobody_announced_is_none(app: App) -> None:
    refused(raw.send(app.url, head("POST", RECOMMEND, JSON)), 400)


def test_who_hangs_up_in_the_middle_leaves_no_trace(app: App) -> None:
    for beginning in (JSON + b"Content-Length: 60000\r\n", JSON + b"Transfer-Encoding: chunked\r\n"):
        raw.leave(app.url, head("POST", RECOMMEND, beginning) + b"5\r\n{")
    raw.send(app.url, head("POST", RECOMMEND, JSON + b"Transfer-Encoding: chunked\r\n") + b"zz\r\n")

    assert eventually(lambda: raw.ask(app.url, RECOMMEND).status == 200)
    assert "Traceback" not in app.log.read_text()


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO", "get"])
@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_another_method_is_refused_with_those_that_are_taken(app: App, path: str, method: str) -> None:
    answer = refused(raw.ask(app.url, path, method=method), 405)

    assert {"GET", "HEAD"} <= set(answer.headers["allow"].split(", "))


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_head_is_get_without_the_body(app: App, path: str) -> None:
    got, asked = (guarded(raw.ask(app.url, path, method=method)) for method in ("GET", "HEAD"))

    assert (got.status, asked.status, asked.body) == (200, 200, b"")
    assert asked.headers["content-length"] == str(len(got.body))
    assert asked.headers.get("etag") == got.headers.get("etag")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "FOO"])
@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_a_problem_whatever_is_asked(app: App, path: str, method: str) -> None:
    refused(raw.ask(app.url, path, method=method), 404, 405)


@pytest.mark.parametrize(
    "path",
    [
        *(f"{path}%00" for path in FOR_PROGRAMS if "?" not in path),
        f"/d/{CODE}%0a",
        f"/badge/{CODE}%0a.svg",
        "/badge/%0d%0aSet-Cookie:x=1.svg",
        "/d/%ff",
        "/d/%c3%28",
        "/api/v1/records/..%2f..%2fetc%2fpasswd",
        "/d/../../etc/passwd",
        "/d/..%5c..%5cetc",
        "http://evil.example/d/x",
        f"/d/{CODE}.",
        f"/d/{CODE}..",
        f"/d/{CODE}/",
        f"/d/{CODE.upper()}",
        f"/d/{CODE}{'x' * 5000}",
        *(f"/api/v1/records/{CODE}{ending}" for ending in ("", ".", ".JSON", ".pdf", ".json.json", ".md/", ".md%00")),
    ],
)
def test_a_strange_path_is_refused(app: App, path: str) -> None:
    answer = refused(raw.ask(app.url, path), 400, 404, 422)

    assert "root:" not in answer.body.decode()


@pytest.mark.parametrize("path", [*FOR_PROGRAMS, *NOWHERE, *PAGES])
@pytest.mark.parametrize("host", ["evil.example", 'evil.example"><script>', "localhost"])
def test_no_answer_follows_a_forged_header(app: App, path: str, host: str) -> None:
    forged = [
        ("Host", host),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-For", "192.0.2.1"),
        ("X-Forwarded-Prefix", "/evil"),
        ("Forwarded", "host=evil.example;proto=https"),
        ("X-Original-URL", "/evil"),
    ]

    answer = guarded(raw.ask(app.url, path, headers=forged))

    assert b"evil" not in answer.body
    assert not [value for value in answer.headers.values() if "evil" in value]


@pytest.mark.parametrize("path", [RECORD, BADGE, "/api/v1/questions"])
def test_conditions_and_ranges_get_a_whole_answer_or_none(app: App, path: str) -> None:
    tag = raw.ask(app.url, path).headers["etag"]

    for name, value, status in (
        ("If-None-Match", tag, 304),
        ("If-None-Match", f'"other", W/{tag}', 304),
        ("If-None-Match", '"other"', 200),
        ("If-None-Match", tag[:-2], 200),
        ("If-None-Match", '"' * 5000, 200),
        ("Range", "bytes=0-3", 200),
        ("Range", "bytes=99999999-", 200),
        ("Range", "bytes=0-0," * 500, 200),
        ("If-Modified-Since", "Wed, 21 Oct 2099 07:28:00 GMT", 200),
    ):
        answer = guarded(raw.ask(app.url, path, headers=[(name, value)]))
        assert answer.status == status, (name, value)
        assert bool(answer.body) == (status == 200)


@pytest.mark.parametrize("path", PAGES)
def test_what_browsers_ask_for_is_answered_as_before(app: App, path: str) -> None:
    assert guarded(raw.ask(app.url, path)).status == 200
    assert guarded(raw.ask(app.url, path, method="FOO")).status == 405
