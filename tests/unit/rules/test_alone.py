"""The engine stands alone and names no technology: all knowledge is data."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import rules

FOLDER = Path(rules.__file__).parent
ALLOWED = {"rules", "yaml", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}
TECHNOLOGIES = re.compile(r"rabbit|celery|redis|kafka|valkey|amqp|pika|sqs|temporal\b|\bcron\b|postgres", re.IGNORECASE)


def test_importing_the_engine_loads_nothing_beside_yaml_and_validation() -> None:
    script = "import rules, sys; rules.shipped_rulebook(); print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parent, capture_output=True, text=True, check=True
    ).stdout.split()

    foreign = {name for name in loaded if name not in sys.stdlib_module_names and not name.startswith("_")}
    assert foreign - {"site", "sitecustomize", "cython_runtime"} <= ALLOWED


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.name)
def test_no_module_of_the_engine_names_a_technology(file: Path) -> None:
    assert TECHNOLOGIES.findall(file.read_text(encoding="utf-8")) == []
