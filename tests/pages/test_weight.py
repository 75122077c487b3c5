"""What a page costs that nobody sees."""

import subprocess
import sys

import pytest

from ui import screens

DRAWN = """
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("ui/frame.py", default_timeout=60)
page.run()
page.switch_page(sys.argv[1]).run()
assert not page.exception, page.exception
print(*sorted({"pandas", "pyarrow"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("screen", screens.SCREENS, ids=lambda screen: screen.path)
def test_no_page_loads_a_library_for_tables_that_it_does_not_draw(screen: screens.Screen) -> None:
    command = [sys.executable, "-c", DRAWN, str(screen.file)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    assert told.stdout.strip() == ""
