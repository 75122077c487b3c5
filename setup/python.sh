#!/bin/sh
# Prints the Python to use: the one that PYTHON names, or the first on the PATH that is 3.11 or newer.
set -eu

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    if fits "$candidate"; then
        echo "$candidate"
        exit 0
    fi
done

echo "No Python 3.11 or newer was found (looked for ${PYTHON:-python3.13, python3.12, python3.11, python3, python})." >&2
case $(uname -s) in
    Darwin) echo "Install one: brew install python@3.13" >&2 ;;
    *) echo "Install one, on Debian: sudo apt-get install python3 python3-venv" >&2 ;;
esac
echo "Or name one: make run PYTHON=/path/to/python3" >&2
exit 1
