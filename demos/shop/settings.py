"""What depends on your answers: `settings.toml` in the folder in which a program is started."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = "settings.toml"


def number(name: str, *, otherwise: int) -> int:
    """Give a number out of the file, or the usual one."""
    return int(_read().get(name, otherwise))


def switch(name: str) -> bool:
    """Tell whether the file switches that on."""
    return bool(_read().get(name, False))


@cache
def _read() -> dict[str, Any]:
    file = Path(FILE)
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
