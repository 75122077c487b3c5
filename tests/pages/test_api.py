"""Programs get what the pages and the command line say, and a clear no for everything else."""

import json
import tracemalloc
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator

from records import badge, encode, faces, shape
from rules import recommend, shipped_rulebook
from rules.cli import shape as command_line
from tests.pages.asgi import Answer, ask, post
from tests.unit.records.samples import every_example
from tests.unit.rules.command_line import run
from ui import public
from ui.api.description import document
from ui.api.keeping import FACES

BOOK = shipped_rulebook()
ANSWERS = {"routing": "pattern", "language": "several"}
RECOMMEND = "/api/v1/recommend"


def answers_of(example: str) -> dict[str, str]:
    return dict(next(each.answers for each in BOOK.examples if each.id == example))


def code() -> str:
    return encode(ANSWERS, BOOK.digest)


def refused(answer: Answer, status: int, *says: str) -> None:
    """Assert that an answer is a problem document that says these words."""
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    Draft202012Validator(document()["components"]["schemas"]["Problem"]).validate(answer.json)
    for word in says:
        assert word in answer.text


@pytest.mark.parametrize("example", every_example())
def test_the_interface_the_command_line_and_the_pages_say_the_same(example: str) -> None:
    answers = answers_of(example)

    got = ask(f"{RECOMMEND}?{urlencode(answers)}").json
    posted = post(RECOMMEND, {"answers": answers}).json
    printed = json.loads(run("recommend", *(f"{q}={c}" for q, c in answers.items()), "--json", "--app", "").out)
    shown = command_line.recommendation(recommend(answers, BOOK), BOOK, "")

    assert got == posted
    assert {key: value for key, value in got.items() if key != "code"} == printed == json.loads(json.dumps(shown))
    assert got["code"] == encode(answers, BOOK.digest)


def test_without_answers_everything_is_open() -> None:
    assert ask(RECOMMEND).json["word"] == "undecided"


def test_the_questions_and_the_rulebook_are_told() -> None:
    asked = ask("/api/v1/questions").json
    book = ask("/api/v1/rulebook").json

    assert [question["id"] for question in asked["questions"]] == [question.id for question in BOOK.questions]
    assert asked["rulebook"] == book["rulebook"] == {"version": BOOK.version, "digest": BOOK.digest}
    assert len(book["content"]["rules"]) == len(BOOK.rules)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("weather=rain", "weather = rain"),
        ("routing=pigeon", "routing = pigeon"),
        ("routing=pattern&routing=everyone", "two different answers"),
        ("routing=", "routing"),
        ("%00=%00", "no such question"),
        (f"{'a' * 500}=b", "…"),
        ("<script>alert(1)</script>=x", "no such question"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_explained_and_nothing_is_guessed(query: str, says: str) -> None:
    refused(ask(f"{RECOMMEND}?{query}"), 422, says, "nothing was guessed")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    answer = post(RECOMMEND, {"answers": {"weather": "rain", "routing": "pigeon", "language": "python"}})

    refused(answer, 422)
    assert len(answer.json["problems"]) == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"answers": {"routing": NaN}}', 400),
        (b'{"answers": {}, "answers": {}}', 400),
        (b'{"answers": ' + b"[" * 1000 + b"]" * 1000 + b"}", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"answers": []}', 422),
        (b'{"answers": {"routing": 1}}', 422),
        (b'{"answers": {"routing": ["pattern"]}}', 422),
        (b'{"answers": {}, "more": 1}', 422),
        (b"{}", 422),
    ],
)
def test_a_body_that_cannot_be_used_is_explained(body: bytes, status: int) -> None:
    refused(post(RECOMMEND, body), status)


def test_a_body_of_another_type_is_refused() -> None:
    refused(post(RECOMMEND, {"answers": {}}, kind="text/plain"), 415, "application/json")
    refused(ask(RECOMMEND, method="POST", body=b"{}"), 415)


def test_a_megabyte_is_refused_with_flat_memory() -> None:
    body, query = b" " * 1_000_000, "routing=" + "a" * 1_000_000
    ask(RECOMMEND)
    tracemalloc.start()
    try:
        refused(post(RECOMMEND, body), 413, "64 KiB")
        refused(ask(f"{RECOMMEND}?{query}"), 414)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 8 * 1024 * 1024


@pytest.mark.parametrize("path", [RECOMMEND, "/api/v1/questions", "/badge/x.svg", "/d/x", "/api/v1/records/x.json"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused(path: str, method: str) -> None:
    refused(ask(path, method=method), 405, method)


@pytest.mark.parametrize("path", ["/api/nothing", "/api/v2/recommend", "/badge/nothing", "/api/v1/records/x.pdf"])
def test_what_is_not_there_is_a_problem_and_not_a_page(path: str) -> None:
    refused(ask(path), 404)


@pytest.mark.parametrize("path", ["/api/v1/questions", "/api/v1/rulebook", "/api/v1/openapi.json"])
def test_an_address_without_parameters_says_so(path: str) -> None:
    refused(ask(f"{path}?more=1"), 422, "more: there is no such parameter")


@pytest.mark.parametrize("ending", FACES)
def test_a_code_gives_the_record_in_every_face(ending: str) -> None:
    answer = ask(f"/api/v1/records/{code()}.{ending}")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith(FACES[ending].media_type)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-disposition"] == f'inline; filename="decision.{ending}"'


def test_the_faces_are_those_of_the_library() -> None:
    from records import record_of

    record = record_of(ANSWERS, BOOK, app="")

    assert ask(f"/api/v1/records/{code()}.md").text == faces.madr(record)
    assert ask(f"/api/v1/records/{code()}.json").text == shape.as_json(record)
    assert ask(f"/badge/{code()}.svg").text == badge.badge(record)


def test_a_damaged_code_is_told_and_never_another_answer() -> None:
    damaged = code().replace("pattern", "patterm")

    for path in (f"/badge/{damaged}.svg", f"/d/{damaged}", f"/api/v1/records/{damaged}.json"):
        refused(ask(path), 422, "checksum")


@pytest.mark.parametrize("text", ["", "nothing", "../../etc/passwd", "<script>", "a" * 10_000, "%00"])
def test_what_is_no_code_is_not_found(text: str) -> None:
    for path in (f"/d/{quote(text)}", f"/badge/{quote(text)}.svg"):
        answer = ask(path)
        assert answer.status in (404, 422)
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_permalink_shows_the_verdict_then_and_today() -> None:
    answer = ask(f"/d/{code()}")

    assert answer.status == 200
    assert "still holds under rulebook" in answer.text
    assert f"/?{urlencode(ANSWERS).replace('&', '&amp;')}" in answer.text


def test_who_has_it_already_is_not_sent_it_again() -> None:
    first = ask(f"/badge/{code()}.svg")

    again = ask(f"/badge/{code()}.svg", headers=[("if-none-match", first.headers["etag"])])
    weak = ask(f"/badge/{code()}.svg", headers=[("if-none-match", f'"other", W/{first.headers["etag"]}')])
    other = ask(f"/badge/{code()}.svg", headers=[("if-none-match", '"other"')])

    assert (again.status, again.body, weak.status, other.status) == (304, b"", 304, 200)


def test_a_forged_host_is_in_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "javascript")]
    monkeypatch.setenv(public.SETTING, "https://queues.example.org")

    for path in (f"/d/{code()}", f"/api/v1/records/{code()}.md", RECOMMEND, f"/api/v1/oembed?url=/d/{code()}"):
        answer = ask(path, headers=forged)
        assert "evil.example" not in answer.text
        assert "https://queues.example.org" in answer.text


def test_a_wiki_is_told_how_to_embed_a_permalink() -> None:
    told = ask(f"/api/v1/oembed?url={quote(f'https://queues.example.org/d/{code()}')}&maxwidth=300").json

    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 300)
    assert f"/api/v1/records/{code()}.html" in told["html"]
    refused(ask("/api/v1/oembed?url=https://evil.example/"), 404)
    refused(ask(f"/api/v1/oembed?url=/d/{code()}&format=xml"), 501)
    refused(ask(f"/api/v1/oembed?url=/d/{code()}&maxwidth=wide"), 422)


def test_the_frame_of_a_wiki_leads_to_the_app_that_was_asked_and_to_no_other() -> None:
    def source(url: str) -> str:
        told = ask(f"/api/v1/oembed?url={quote(url)}", headers=[("host", "queues.example.org")])
        return str(told.json["html"]).partition('src="')[2].partition('"')[0]

    card = f"/api/v1/records/{code()}.html"
    assert source(f"https://queues.example.org/d/{code()}") == f"https://queues.example.org{card}"
    for other in ("https://evil.example", 'https://queues.example.org"x', "javascript://queues.example.org", ""):
        assert source(f"{other}/d/{code()}") == card


def test_whoever_has_anything_already_is_told_that_nothing_is_new() -> None:
    assert ask(f"/badge/{code()}.svg", headers=[("if-none-match", "*")]).status == 304


def test_a_wrong_method_is_told_the_right_ones() -> None:
    assert ask(RECOMMEND, method="DELETE").headers["allow"] == "GET, HEAD, POST"
    assert ask("/api/v1/questions", method="POST").headers["allow"] == "GET, HEAD"


def test_the_document_describes_every_address_and_the_answers_fit_it() -> None:
    told = ask("/api/v1/openapi.json").json

    assert set(told["paths"]) >= {RECOMMEND, "/api/v1/questions", "/api/v1/rulebook", "/badge/{code}.svg", "/d/{code}"}
    schemas = told["components"]["schemas"]
    for name, answer in (
        ("Recommendation", ask(f"{RECOMMEND}?{urlencode(ANSWERS)}")),
        ("Record", ask(f"/api/v1/records/{code()}.json")),
    ):
        Draft202012Validator({**schemas[name], "components": told["components"]}).validate(answer.json)
