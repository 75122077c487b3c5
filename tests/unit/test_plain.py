"""Text for places where Streamlit reads Markdown. What it looks like there is looked at in tests/e2e."""

import pytest

from ui import plain


@pytest.mark.parametrize("text", ["Photos in a Django shop", "celery-redis tasks", "50 % of 3"])
def test_plain_words_keep_every_character(text: str) -> None:
    assert plain.markdown(text).replace("\\", "") == text


@pytest.mark.parametrize("text", [":material/home:", "a -> b", "https://example.org", "www.example.org", "a@b.org"])
def test_what_is_looked_for_after_escapes_are_gone_is_broken_up_by_nothing_that_can_be_seen(text: str) -> None:
    shown = plain.markdown(text).replace("\\", "")

    assert text not in shown
    assert shown.replace("\N{WORD JOINER}", "") == text


def test_a_text_of_several_lines_becomes_one_line() -> None:
    assert plain.markdown("a\n\n    b  \nc") == "a b c"
