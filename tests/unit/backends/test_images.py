"""Which image a broker uses."""

import pytest

from backends.containers import Containers
from backends.contract import Broker
from backends.errors import Misconfigured
from backends.images import image_names, require_name


def test_without_a_setting_the_official_images_are_used() -> None:
    assert image_names({}) == {Broker.RABBITMQ: "rabbitmq:4-management", Broker.REDIS: "redis:8"}


def test_an_operator_may_name_another_image() -> None:
    names = image_names({"QUEUEWISE_REDIS_IMAGE": "registry.example:5000/team/valkey:9"})

    assert names[Broker.REDIS] == "registry.example:5000/team/valkey:9"


@pytest.mark.parametrize("name", ["redis", "redis:8", "a/b/c:x", "localhost:5000/r", f"redis@sha256:{'0' * 64}"])
def test_a_name_that_an_image_can_have_is_taken(name: str) -> None:
    assert require_name(Broker.REDIS, name) == name


@pytest.mark.parametrize("name", ["Redis:8", "redis:8 --privileged", "-v", "redis:", "a//b", "redis@sha256:12", "r\n"])
def test_a_name_that_no_image_can_have_is_a_clear_no(name: str) -> None:
    with pytest.raises(Misconfigured, match="QUEUEWISE_REDIS_IMAGE"):
        require_name(Broker.REDIS, name)

    finding = Containers({Broker.REDIS: name}).find(Broker.REDIS)
    assert not finding.usable
    assert not finding.needs_pull
