"""Hears what workers tell of their tasks, as Flower does: `python -m demos.stories.celery_monitoring.monitor`."""

import os
from typing import Any

from demos.celery_apps import of_this_process
from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_monitoring.kitchen import SETTINGS


def main() -> None:
    """Listen until the process is ended."""
    app = of_this_process(**SETTINGS)
    with app.connection_for_read() as connection:
        receiver = app.events.Receiver(connection, handlers={"*": tell})
        with receiver.consumer_context(wakeup=False) as (own_connection, _, _):
            report(What.JOINED, own_name(), pid=os.getpid())
            while True:
                own_connection.drain_events()


def tell(event: dict[str, Any]) -> None:
    """Tell what was heard: of which task, from which worker, and how long it took if that is said."""
    worker = event["hostname"].partition("@")[0]
    more = {name: event[name] for name in ("runtime", "exception") if name in event}
    report(What.OBSERVED, own_name(), event.get("uuid"), name=event["type"], value=worker, **more)


if __name__ == "__main__":
    main()
