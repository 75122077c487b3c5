"""Whatever a file holds, as a rulebook or as answers, the command line says what it makes of it in plain text."""

from pathlib import Path

import pytest

from tests.unit.rules.bombs.corpus import BOMBS
from tests.unit.rules.command_line import run


@pytest.mark.parametrize("flag", ["--rulebook", "--file"])
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[0])
def test_a_bomb_is_answered_in_text_that_cannot_act_on_a_terminal(
    bomb: tuple[str, str | bytes, str | None], flag: str, tmp_path: Path
) -> None:
    name, content, _ = bomb
    file = tmp_path / "bomb.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(errors="surrogatepass"))

    done = run("recommend", flag, str(file))

    assert done.code in (0, 2), name
    assert [each for each in done.out + done.err if not each.isprintable() and each not in "\n\N{NO-BREAK SPACE}"] == []
