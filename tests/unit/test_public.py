"""Links that the app writes lead where the operator says, and nowhere else."""

import pytest

from ui import public


@pytest.mark.parametrize(
    ("said", "used"),
    [
        ("", ""),
        ("https://queues.example.org", "https://queues.example.org"),
        (" https://queues.example.org/ ", "https://queues.example.org"),
        ("http://localhost:8501", "http://localhost:8501"),
    ],
)
def test_an_address_is_taken_as_it_is(said: str, used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(public.SETTING, said)

    assert public.address() == used


@pytest.mark.parametrize(
    "said",
    [
        "queues.example.org",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@queues.example.org",
        "https://queues.example.org/path",
        "https://queues.example.org?x=1",
        "https://queues.example.org:0",
        "https://queues.example.org:many",
        "https://queues\u202e.example.org",
        'https://queues"onload="x',
        "https://queues>.example.org",
        "https://queues example.org",
    ],
)
def test_what_is_no_plain_address_is_refused_without_repeating_it(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(public.SETTING, said)

    with pytest.raises(public.BadPublicUrl) as refusal:
        public.address()
    assert "secret" not in str(refusal.value)
