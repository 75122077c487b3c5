"""python -m records: write a decision down, verify it, ask whether it still holds. Nothing leaves the machine.

python -m records new routing=pattern language=several --title "order events" --by Ada > decision.yaml
python -m records drift decision.yaml
"""

import sys

from records.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
