"""A Docker engine beside the machine's own, which a test may stop, kill and start again. It needs root on Linux.

It has folders, a socket and a bridge of its own and touches no firewall rule, so that the machine's engine is left
alone. A loopback port is carried into a container by docker-proxy, as on any engine; that needs no rule.
"""

import os
import random
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import docker
from docker.errors import DockerException
from requests import RequestException

from tests.leftovers import alive, eventually

_START_SECONDS = 30
_END_SECONDS = 20
_API = "1.41"
_MOUNTS = Path("/proc/self/mounts")
_PROCESSES = Path("/proc")


class OwnEngine:
    """The engine whose files are in `folder` and whose containers are on `bridge`."""

    def __init__(self, folder: Path, bridge: str) -> None:
        self.folder = folder
        self.host = f"unix://{folder}/docker.sock"
        self._bridge = bridge
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start it, and return when it answers. One that runs is left as it is."""
        if self.runs:
            return
        with (self.folder / "log.txt").open("ab") as log:
            self._running = subprocess.Popen(self._command(), stdout=log, stderr=log, start_new_session=True)
        assert eventually(self._answers, _START_SECONDS), (self.folder / "log.txt").read_text()

    def end(self, how: signal.Signals) -> None:
        """Send it SIGTERM or SIGKILL, and return when it has ended."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(_END_SECONDS)
            self._forget_containerd()

    def hold(self, image: str, whose: docker.DockerClient) -> None:
        """Copy an image of another engine into this one."""
        with self._client() as client:
            client.images.load(b"".join(whose.images.get(image).save(named=True)))

    def containers(self) -> list[str]:
        """The names of all of its containers, also of those that have ended."""
        with self._client() as client:
            return [str(each.name) for each in client.containers.list(all=True, ignore_removed=True)]

    def programs(self) -> list[int]:
        """The processes that run in its containers or hold one, whether the engine runs or not."""
        shims = [pid for pid in _pids() if str(self.folder) in _words(pid) and "shim" in _words(pid)]
        return [*shims, *_descendants(shims)]

    def empty(self) -> None:
        """Remove all of its containers."""
        with self._client() as client:
            for container in client.containers.list(all=True, ignore_removed=True):
                with suppress(docker.errors.NotFound):
                    container.remove(v=True, force=True)

    def _forget_containerd(self) -> None:
        """Wait until the program that goes with the engine has ended; one that nobody collects looks alive to it."""
        file = self.folder / "exec-root" / "containerd" / "containerd.pid"
        if file.exists():
            assert eventually(lambda: not alive(int(file.read_text())), _END_SECONDS)
            file.unlink(missing_ok=True)

    def _client(self) -> "closing[docker.DockerClient]":
        return closing(docker.DockerClient(self.host, version=_API, timeout=_END_SECONDS))

    def _command(self) -> list[str]:
        places = {"host": self.host, "bridge": self._bridge}
        places |= {name: f"{self.folder}/{name}" for name in ("data-root", "exec-root", "pidfile")}
        places |= {"config-file": str(self.folder / "daemon.json")}
        left_alone = ("--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false")
        return ["dockerd", *(f"--{name}={place}" for name, place in places.items()), *left_alone]

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as knock:  # the SDK would leave the socket of a refused connection open
            if knock.connect_ex(self.host.removeprefix("unix://")) != 0:
                return False
        with suppress(DockerException, RequestException), self._client() as client:
            return bool(client.ping())
        return False


@contextmanager
def own_engine() -> Iterator[OwnEngine]:
    """Give an engine that runs and holds no image; nothing of it is left on leaving, whatever happened to it."""
    with tempfile.TemporaryDirectory(prefix="own-engine-", ignore_cleanup_errors=True) as folder, _bridge() as bridge:
        (Path(folder) / "daemon.json").write_text("{}")
        engine = OwnEngine(Path(folder), bridge)
        try:
            engine.start()
            yield engine
        finally:
            _put_away(engine)


def _put_away(engine: OwnEngine) -> None:
    """In order if that works: only the engine knows everything that it made. Then whatever is left is ended."""
    try:
        engine.start()
        engine.empty()
        engine.end(signal.SIGTERM)
    finally:
        engine.end(signal.SIGKILL)
        _kill([*engine.programs(), *(pid for pid in _pids() if str(engine.folder) in _words(pid))])
        for mounted in _mounts_under(engine.folder):
            subprocess.run(["umount", "--lazy", mounted], check=False)


@contextmanager
def _bridge() -> Iterator[str]:
    # 198.18.0.0/15 is for measurements between machines (RFC 2544), so that nobody's network is hidden.
    name, third = f"qw{random.randrange(16**8):08x}", random.randrange(256)
    subprocess.run(["ip", "link", "add", name, "type", "bridge"], check=True)
    try:
        subprocess.run(["ip", "address", "add", f"198.18.{third}.1/24", "dev", name], check=True)
        subprocess.run(["ip", "link", "set", name, "up"], check=True)
        yield name
    finally:
        subprocess.run(["ip", "link", "delete", name], check=True)


def _mounts_under(folder: Path) -> list[str]:
    """What is mounted in `folder`, the innermost first."""
    places = [line.split()[1] for line in _MOUNTS.read_text().splitlines()]
    return sorted((place for place in places if place.startswith(f"{folder}/")), key=len, reverse=True)


def _pids() -> list[int]:
    return [int(process.name) for process in _PROCESSES.glob("[0-9]*")]


def _words(pid: int) -> str:
    with suppress(OSError):
        return (_PROCESSES / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    return ""


def _descendants(ancestors: Iterable[int]) -> list[int]:
    parents = {pid: _parent(pid) for pid in _pids()}
    found: list[int] = []
    of = set(ancestors)
    while of := {pid for pid, parent in parents.items() if parent in of}:
        found += of
    return found


def _parent(pid: int) -> int:
    with suppress(OSError):
        # The name of the program, in brackets, may hold anything (proc_pid_stat(5)).
        return int((_PROCESSES / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    return 0


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
