"""python -m records: write a decision down, verify it, ask whether it still holds. Nothing leaves the machine.

python -m records new routing=pattern language=several --title "order events" --by Ada > decision.yaml
python -m records drift decision.yaml

Where Queuewise is installed with pip, `queuewise` is the same command.
"""

import sys

from records.cli import main


def program() -> None:
    """Run the command, and end with its exit code."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    program()
