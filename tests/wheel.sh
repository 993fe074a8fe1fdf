#!/bin/sh
# Build the wheel, install it in a fresh environment, and check a report from another folder.
# Usage: wheel.sh PYTHON (one that has the `build` package)
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --wheel --outdir "$work/dist" "$here" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/*.whl
mkdir "$work/elsewhere"
cd "$work/elsewhere"
export XDG_CACHE_HOME="$work/cache"
"$work/venv/bin/finsam-audit" samples > samples.txt
grep -q "degerfors-karlskoga-2025.yaml" samples.txt
code=0
"$work/venv/bin/finsam-audit" check "$(grep degerfors samples.txt)" > out.txt || code=$?
test "$code" -eq 1
grep -q "Inte klar att publicera" out.txt
"$work/venv/bin/finsam-audit" check "$(grep clean samples.txt)" --format html -o page.html > /dev/null
grep -q "</html>" page.html
"$work/venv/bin/finsam-audit" check "$(grep clean samples.txt)" > clean.txt
"$python" -m zipfile -l "$work"/dist/*.whl > wheel.txt
grep -q "cli/web/templates/start.html" wheel.txt
code=0
"$work/venv/bin/finsam-audit" serve 2> serve.txt || code=$?
test "$code" -eq 2
grep -q "finsam-audit\[web\]" serve.txt
"$work/venv/bin/finsam-audit" rules test > /dev/null
echo "wheel: installed and checked a report from another folder"
