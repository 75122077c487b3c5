"""How a worker is made slow while it runs: by a file beside it that says how long an order takes now."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from demos.events import What
from demos.report import own_name, report


@contextmanager
def slowed(folder: Path, worker: str, *, milliseconds: int) -> Iterator[None]:
    """Have each order take `worker`, whose processes work in `folder`, so long, from its next one on."""
    file, draft = _file(folder, worker), folder / "draft"
    draft.write_text(str(milliseconds), encoding="utf-8")
    draft.replace(file)
    try:
        yield
    finally:
        file.unlink()


def work(milliseconds: int) -> None:
    """Work on an order for so long, or as long as the file says, and tell it then."""
    with suppress(FileNotFoundError):
        milliseconds = int(_file(Path(), own_name()).read_text(encoding="utf-8"))
        report(What.SLOWED, own_name(), milliseconds=milliseconds)
    time.sleep(milliseconds / 1000)


def _file(folder: Path, worker: str) -> Path:
    return folder / f"slow-{worker}"
