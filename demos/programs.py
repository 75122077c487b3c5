"""What a demo needs on this machine beside Python and a broker: programs, and packages from npm."""

import json
from pathlib import Path
from shutil import which
from typing import Any

from demos.demo import Demo
from demos.errors import ProgramMissing


def missing(demo: Demo) -> tuple[str, ...]:
    """Name what `demo` needs and this machine has not: programs, then packages that npm has to put into its folder."""
    folder = demo.code[0].parent
    programs = tuple(name for name in demo.programs if which(name) is None)
    return programs + tuple(name for name, version in _wanted(folder).items() if _installed(folder, name) != version)


def require(demo: Demo) -> None:
    """Make sure that everything is there.

    Raises:
        ProgramMissing: something is not; it says what, and how to get it.
    """
    if names := missing(demo):
        raise ProgramMissing(demo.id, names)


def _wanted(folder: Path) -> dict[str, str]:
    """Give the packages that the folder's `package.json` names, with their exact versions."""
    return dict(_read(folder / "package.json").get("dependencies", {}))


def _installed(folder: Path, package: str) -> str:
    return str(_read(folder / "node_modules" / package / "package.json").get("version"))


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
