"""The first backend that can gives the broker, and every no is kept with its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from backends import choose
from backends.contract import Broker, Endpoint, Finding, Phase, Selection, Setup, Tell, tell_nobody
from backends.errors import BackendError, Misconfigured, NotReady, NotStarted, Unavailable


@dataclass
class Fake:
    """A backend that says what it is told to say."""

    name: str
    usable: bool = True
    problem: BackendError | None = None

    def find(self, broker: Broker) -> Finding:
        return Finding(
            backend=self.name,
            broker=broker,
            usable=self.usable,
            reason=f"{self.name} says {'yes' if self.usable else 'no'}.",
            remedy=None if self.usable else f"Help {self.name}.",
        )

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:  # noqa: ARG002
        tell(Phase.STARTING)
        if self.problem:
            raise self.problem
        yield Endpoint(broker=broker, backend=self.name, url="", address="", version="", origin="")


def test_the_first_backend_that_can_is_chosen_and_later_ones_are_not_asked() -> None:
    selection = choose.select(Broker.REDIS, [Fake("a", usable=False), Fake("b"), Fake("c")])

    assert selection.chosen is not None
    assert selection.chosen.backend == "b"
    assert [finding.reason for finding in selection.findings] == ["a says no.", "b says yes."]


def test_where_none_can_every_reason_and_every_remedy_is_told() -> None:
    backends = [Fake("a", usable=False), Fake("b", usable=False)]

    with pytest.raises(Unavailable) as caught, choose.opened(Broker.RABBITMQ, backends):
        pass

    assert str(caught.value) == "There is no rabbitmq here. a says no. b says no. Help a. Or: Help b."


@pytest.mark.parametrize("kind", [NotStarted, Unavailable])
def test_a_backend_that_cannot_keep_its_word_is_noted_and_the_next_one_is_asked(kind: type[BackendError]) -> None:
    noted: list[Selection] = []
    backends = [Fake("a", problem=kind("The port was gone.", remedy="Try again.")), Fake("b")]

    with choose.opened(Broker.REDIS, backends, note=noted.append) as endpoint:
        assert endpoint.backend == "b"

    assert [finding.usable for finding in noted[-1].findings] == [False, True]
    assert noted[-1].findings[0].reason == "The port was gone."
    assert noted[-1].findings[0].remedy == "Try again."


def test_a_broker_that_never_became_ready_is_told_and_not_hidden_behind_another() -> None:
    backends = [Fake("a", problem=NotReady("Not within 60 s.")), Fake("b")]

    with pytest.raises(NotReady, match="60 s"), choose.opened(Broker.REDIS, backends):
        pass


def test_the_operators_broker_is_never_chosen_to_be_broken_and_who_could_give_one_is_named() -> None:
    operators = Fake("given")

    private = choose.select(Broker.REDIS, [operators, Fake("local")], private=True)
    with pytest.raises(Unavailable) as caught, choose.opened(Broker.RABBITMQ, [operators], setup=Setup()):
        pass

    assert private.chosen is not None
    assert private.chosen.backend == "local"
    assert choose.select(Broker.REDIS, [operators]).chosen is not None
    for words in ("no rabbitmq here that may be broken", "given says yes. Others may be on it", "containers or local"):
        assert words in str(caught.value)
    assert "embedded" not in str(caught.value)


def test_without_a_setting_all_backends_are_asked_in_their_order() -> None:
    assert [each.name for each in choose.configured({})] == ["given", "containers", "local", "embedded"]


def test_operators_may_leave_backends_out_and_change_their_order() -> None:
    named = choose.configured({choose.SETTING: " embedded, local "})

    assert [each.name for each in named] == ["embedded", "local"]


@pytest.mark.parametrize("setting", ["cloud", "local,,embedded", "local,local", ","])
def test_a_setting_that_names_something_else_is_refused_with_the_names_that_exist(setting: str) -> None:
    with pytest.raises(Misconfigured, match="given, containers, local, embedded"):
        choose.configured({choose.SETTING: setting})
