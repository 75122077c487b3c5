"""Container images: which one a broker uses, whether it is here and where it came from."""

import os
import re
from collections.abc import Mapping

from docker import DockerClient
from docker.models.images import Image

from backends.contract import Broker
from backends.engine import translated
from backends.errors import ImageMissing, Misconfigured

SETTINGS = {Broker.RABBITMQ: "QUEUEWISE_RABBITMQ_IMAGE", Broker.REDIS: "QUEUEWISE_REDIS_IMAGE"}
DEFAULTS = {Broker.RABBITMQ: "rabbitmq:4-management", Broker.REDIS: "redis:8"}

_LOOK_ALIKE = "queuewise.look-alike"

# [host[:port]/]path[:tag][@digest], as https://pkg.go.dev/github.com/distribution/reference defines it.
_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_NAME = re.compile(
    rf"(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?/)?{_PART}(?:/{_PART})*"
    r"(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?",
    re.ASCII,
)


def image_names(environment: Mapping[str, str] = os.environ) -> dict[Broker, str]:
    """Give the image of each broker: the operator's, or the official one."""
    return {broker: environment.get(SETTINGS[broker], "").strip() or DEFAULTS[broker] for broker in Broker}


def require_name(broker: Broker, name: str) -> str:
    """Give `name` if it can be an image's.

    Raises:
        Misconfigured: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise Misconfigured(
            f"{SETTINGS[broker]} is {name!r}, which is no image name.",
            expected=f"It was expected to look like {DEFAULTS[broker]}.",
            remedy="Correct it, or remove it to use that one.",
        )
    return name


def require_image(client: DockerClient, name: str) -> Image:
    """Give the image of that name.

    Raises:
        ImageMissing: it is not on this machine.
    """
    try:
        with translated():
            return client.images.get(name)
    except ImageMissing:
        raise ImageMissing(
            f"The image {name} is not on this machine yet.",
            remedy="Download it with a click, or run `make images`.",
        ) from None


def origin(name: str, image: Image) -> str:
    """Say which image it is, and whether it is the official one or was built here to look like it."""
    where = "a look-alike built on this machine from Debian packages" if _LOOK_ALIKE in image.labels else _digest(image)
    return f"container of {name} ({image.short_id}, {where})"


def _digest(image: Image) -> str:
    digests = image.attrs.get("RepoDigests") or []
    return f"pulled as {digests[0]}" if digests else "built on this machine, not pulled"
