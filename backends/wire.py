"""The wire between a private broker and everybody else. It can be cut.

It is a process of ours that carries bytes. Stopped, it is a cut cable: nothing passes, and no connection is closed.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backends import leash
from backends.errors import NotStarted

_FORWARD = Path(__file__).with_name("forward.py")


@dataclass(frozen=True, slots=True)
class Wire:
    """A wire that leads from the loopback port `port` to the broker."""

    port: int
    _carrier: leash.Leashed

    def cut(self) -> None:
        """Let nothing pass any more.

        Raises:
            FaultFailed: the carrier did not stop.
        """
        self._carrier.freeze()

    def mend(self) -> None:
        """Let everything pass, what waited at the ends included.

        Raises:
            FaultFailed: the carrier did not go on.
        """
        self._carrier.thaw()


@contextmanager
def wire(to: int) -> Iterator[Wire]:
    """Lay a wire to the loopback port `to`, where nobody has to listen yet; take it away on leaving.

    Raises:
        NotStarted: it could not be laid.
    """
    # -I: neither the app's folder nor its environment is this program's business.
    argv = [sys.executable, "-I", str(_FORWARD), str(to)]
    with (
        leash.private_folder() as folder,
        leash.start(argv, env={"PATH": "/nowhere"}, folder=folder, stdout=subprocess.PIPE, grace=0) as carrier,
    ):
        said = carrier.stdout.readline().decode() if carrier.stdout else ""
        if not said.strip().isdigit():
            raise NotStarted("The wire to a private broker could not be laid.", expected="It names its own port.")
        yield Wire(int(said), carrier)
