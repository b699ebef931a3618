#!/usr/bin/env bash
# Times one named work here and in eager PyTorch, in turns, and prints the ratio of the minima.
#
#   PYTHON=venv/bin/python PYTHONPATH=path/to/factorizer \
#       factorizer-bench/versus/compare.sh [--backend NAME] isles-inference [ROUNDS] [THREADS]
#
# --backend NAME  what computes here, such as djl; without it, what ./factorizer takes without it
#
# In turns, because a machine is rarely quiet: what disturbs one side then disturbs the other too. README.md says what
# PYTHON and PYTHONPATH need.
set -euo pipefail

backend=()
if [[ ${1:-} == --backend ]]; then
  backend=(--backend "${2:?"--backend: which one? see \"factorizer devices\""}")
  shift 2
elif [[ ${1:-} == --backend=* ]]; then
  backend=("$1")
  shift
elif [[ ${1:-} == -* ]]; then
  printf 'compare.sh: there is no option "%s", expected --backend\n' "$1" >&2
  exit 2
fi
work=${1:?"which work? such as isles-inference, isles-training, brats-inference, factorization"}
rounds=${2:-3}
threads=${3:-$(getconf _NPROCESSORS_ONLN)}
python=${PYTHON:-python3}
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

for ((round = 1; round <= rounds; round++)); do
  printf 'round %d of %d\n' "$round" "$rounds" >&2
  "$here/../../factorizer" bench "${backend[@]}" --work "$work" --threads "$threads" --repetitions 10 \
    --json "$folder/here-$round.json" > /dev/null
  PYTHONDONTWRITEBYTECODE=1 "$python" "$here/eager_pytorch.py" --work "$work" --threads "$threads" --repetitions 2 \
    --json "$folder/there-$round.json" > /dev/null
done

"$python" - "$folder" <<'PYTHON'
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
here = [json.loads(path.read_text(encoding="utf-8"))[0] for path in sorted(folder.glob("here-*.json"))]
there = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("there-*.json"))]


def report(name, runs):
    fastest = min(run["minimumSeconds"] for run in runs)
    peak = max(run["peakResidentBytes"] or 0 for run in runs)
    planned = runs[0].get("plannedBytes")
    print(f"{name:8} {runs[0]['engine']}, {runs[0]['threads']} threads: minimum {fastest:.3f} s, resident peak {peak / 1e6:,.0f} MB"
          + (f", planned {planned / 1e6:,.0f} MB" if planned else ""))
    return fastest, peak


print(here[0]["work"])
fast, small = report("here", here)
slow, large = report("PyTorch", there)
print(f"ratio    {slow / fast:.1f} times as fast" + (f", {large / small:.1f} times less memory" if small and large else ""))
PYTHON
