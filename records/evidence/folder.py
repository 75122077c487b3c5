"""Goes through a folder and reads the files that may say something. It never leaves the folder and runs nothing.

Links that lead out are not followed, nor are links to folders. Sizes and counts are limited; what was left out is told.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from records.evidence.fact import Source, Spot, Trouble

MOST_ENTRIES = 100_000
MOST_FILES = 10_000
MOST_BYTES = 2 * 1024 * 1024
"""Of one file."""
MOST_IN_ALL = 96 * 1024 * 1024
"""Bytes of all files together."""
MOST_DEPTH = 16

SKIPPED = frozenset(
    {
        *(".git", ".hg", ".svn", ".idea", ".vscode", ".terraform"),
        *(".tox", ".nox", ".venv", "venv", "virtualenv", ".direnv", "site-packages", "__pycache__"),
        *(".mypy_cache", ".ruff_cache", ".pytest_cache"),
        *("node_modules", "bower_components", "vendor", "dist", "build", "target"),
    }
)
"""Folders of others, of tools and of versions: what stands there was not decided here."""

_ENVIRONMENT = "pyvenv.cfg"
"""Stands in every virtual environment, whatever its name."""

Wanted = Callable[[str], bool]


class Walk:
    """One walk through one folder. What was passed over is in `troubles`, and `cut` says that a limit was met."""

    def __init__(self, root: Path, wanted: Wanted) -> None:
        self.root = root.resolve(strict=True)
        self.wanted = wanted
        self.troubles: list[Trouble] = []
        self.cut = False
        self._entries = self._files = self._bytes = 0

    def sources(self) -> Iterator[Source]:
        """Every wanted file that can be read, in the order of the names."""
        for path in self._paths():
            if self._files >= MOST_FILES or self._bytes >= MOST_IN_ALL:
                self._stop(path, f"more than {MOST_FILES:,} files or {MOST_IN_ALL // 1024**2} MiB")
                return
            self._files += 1
            if source := self._read(path):
                yield source

    def _paths(self) -> Iterator[Path]:
        waiting = [(self.root, 0)]
        while waiting and not self.cut:
            folder, depth = waiting.pop()
            inside = self._listed(folder)
            yield from (Path(entry.path) for entry in inside if self._is_file(entry))
            below = [Path(entry.path) for entry in inside if self._is_folder(entry)]
            if below and depth == MOST_DEPTH:
                self._stop(folder, f"folders more than {MOST_DEPTH} levels deep")
            waiting += [(each, depth + 1) for each in reversed(below)]

    def _listed(self, folder: Path) -> list["os.DirEntry[str]"]:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            self._tell(folder, f"The folder cannot be read: {problem.strerror}.")
            return []
        if folder != self.root and any(entry.name == _ENVIRONMENT for entry in found):
            return []
        return found if self._fits(folder, len(found)) else []

    def _fits(self, folder: Path, entries: int) -> bool:
        self._entries += entries
        if self._entries > MOST_ENTRIES:
            self._stop(folder, f"more than {MOST_ENTRIES:,} files and folders")
        return not self.cut

    def _is_folder(self, entry: "os.DirEntry[str]") -> bool:
        if entry.is_symlink():
            return False
        return entry.is_dir(follow_symlinks=False) and entry.name not in SKIPPED

    def _is_file(self, entry: "os.DirEntry[str]") -> bool:
        """Whether it is a regular file that is wanted: no pipe, no device, no way out."""
        if not self.wanted(self._name(Path(entry.path))):
            return False
        if entry.is_symlink() and not self._stays_inside(Path(entry.path)):
            return False
        try:
            return entry.is_file()
        except OSError:
            return False

    def _stays_inside(self, link: Path) -> bool:
        try:
            inside = link.resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):  # it leads nowhere, or in a circle
            return False
        if not inside:
            self._tell(link, "It is a link out of the folder and was not followed.")
        return inside

    def _read(self, path: Path) -> Source | None:
        try:
            with path.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as problem:
            self._tell(path, f"The file cannot be read: {problem.strerror}.")
            return None
        self._bytes += len(content)
        return self._decoded(path, content)

    def _decoded(self, path: Path, content: bytes) -> Source | None:
        if len(content) > MOST_BYTES:
            self._tell(path, f"The file is larger than {MOST_BYTES // 1024**2} MiB.")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            self._tell(path, "It is not UTF-8 text.", content.count(b"\n", 0, problem.start) + 1)
            return None
        return Source(self._name(path), text.replace("\r\n", "\n").replace("\r", "\n"))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _tell(self, path: Path, says: str, line: int = 1) -> None:
        self.troubles.append(Trouble(Spot(self._name(path), line), says))

    def _stop(self, path: Path, limit: str) -> None:
        self.cut = True
        self._tell(path, f"Reading stopped here: {limit}.")
