"""A code stands for its answers and nothing else; what is damaged is told and never guessed at."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import DamagedCode, ForeignRulebook, MalformedCode, NewerCode, RecordError, decode, encode
from records.code import _checksum
from records.record import opened
from rules import shipped_rulebook, versions
from rules.history import rulebook_of
from tests.unit.records.samples import every_example, record

BOOK = shipped_rulebook()
ANSWERS = st.fixed_dictionaries(
    {}, optional={question.id: st.sampled_from([c.id for c in question.choices]) for question in BOOK.questions}
)
SIGNS = string.ascii_letters + string.digits + "._~-%/"


@given(answers=ANSWERS)
def test_what_was_written_is_what_is_read(answers: dict[str, str]) -> None:
    code = encode(answers, BOOK.digest)

    sealed = decode(code)

    assert dict(sealed.answers) == answers
    assert BOOK.digest.startswith(sealed.digest)


@pytest.mark.parametrize("example", every_example())
def test_one_changed_character_anywhere_is_never_another_answer(example: str) -> None:
    code = record(example).code

    for place, sign in enumerate(code):
        for other in SIGNS.replace(sign, ""):
            with pytest.raises((DamagedCode, MalformedCode)):
                decode(code[:place] + other + code[place + 1 :])


def test_a_character_too_many_or_too_few_is_told() -> None:
    code = record().code

    for place in range(len(code)):
        with pytest.raises((DamagedCode, MalformedCode)):
            decode(code[:place] + code[place + 1 :])
        with pytest.raises((DamagedCode, MalformedCode)):
            decode(code[:place] + "a" + code[place:])


@given(text=st.text(max_size=200))
def test_any_other_text_is_no_code(text: str) -> None:
    with pytest.raises(RecordError):
        decode(text)


def test_a_code_of_a_later_form_says_so() -> None:
    body = "2.344b01e25f93.routing~pattern"

    with pytest.raises(NewerCode):
        decode(f"{body}.{_checksum(body)}")


@pytest.mark.parametrize(
    "body",
    [
        "1.344b01e25f93.routing",
        "1.344b01e25f93.routing~a~b",
        "1.344b01e25f93.Routing~a",
        "1.short.routing~a",
        "1.344b01e25f93.routing~a.routing~b",
        "1.344b01e25f93.routing~a.routing~a",
        "1.344b01e25f93.<script>~a",
    ],
)
def test_a_whole_code_with_a_strange_inside_is_refused(body: str) -> None:
    with pytest.raises(MalformedCode):
        decode(f"{body}.{_checksum(body)}")


def test_a_megabyte_is_refused_at_once() -> None:
    with pytest.raises(MalformedCode):
        decode("1." + "a" * 1_000_000)


@pytest.mark.parametrize("version", versions(), ids=lambda each: each.version)
def test_a_link_of_every_shipped_version_opens(version: object) -> None:
    book = rulebook_of(version.version)  # type: ignore[attr-defined]
    answers = dict(book.examples[0].answers)

    assert opened(encode(answers, book.digest)) == (answers, book)


def test_a_rulebook_that_is_not_here_is_named() -> None:
    with pytest.raises(ForeignRulebook, match="0123456789ab"):
        opened(encode({"routing": "pattern"}, "0123456789ab" + "0" * 52))


def test_an_answer_that_its_rulebook_does_not_have_is_told() -> None:
    with pytest.raises(RecordError, match="choice by_pigeon"):
        opened(encode({"routing": "by_pigeon"}, BOOK.digest))
    with pytest.raises(RecordError, match="question weather"):
        opened(encode({"weather": "rain"}, BOOK.digest))
