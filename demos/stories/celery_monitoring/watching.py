"""Looks at a queue by RabbitMQ's management API, which knows messages and consumers, and no tasks."""

import time
from urllib.parse import unquote, urlsplit

from backends.contract import Space
from backends.management import Depth, Management
from demos.crew import Crew
from demos.events import Emit, What

PATIENCE = 15.0
"""Seconds until a look is the last one. The management API says up to five seconds late who consumes."""


class _Seen(Exception):
    """The last look was had."""

    def __init__(self, depth: Depth) -> None:
        self.depth = depth
        super().__init__()


def look_until(members: Crew, space: Space, queue: str, wanted: Depth, emit: Emit, *, when: str) -> None:
    """Look at `queue` until it shows what is `wanted`, or for too long, and tell what it showed last."""
    management = Management(space.endpoint.management_url or "")
    vhost = unquote(urlsplit(space.url).path[1:])
    deadline = time.monotonic() + PATIENCE

    def look() -> None:
        depth = management.depth(queue, vhost=vhost)
        if depth == wanted or time.monotonic() > deadline:
            raise _Seen(depth)

    try:
        for _ in members.follow(look):
            pass
    except _Seen as seen:
        _tell(seen.depth, emit, when)


def _tell(depth: Depth, emit: Emit, when: str) -> None:
    emit(What.MEASURED, "queue-view", name="ready", value=depth.ready, unit="messages", when=when)
    emit(What.MEASURED, "queue-view", name="unacknowledged", value=depth.unacknowledged, unit="messages", when=when)
    emit(What.MEASURED, "queue-view", name="consumers", value=depth.consumers, unit="consumers", when=when)
