"""python -m rules: recommend, explain, ask, check, diff, atlas, and more. `python -m rules --help` tells about all."""

import sys

from rules.cli.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
