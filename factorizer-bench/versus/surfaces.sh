#!/usr/bin/env bash
# Times HD95 and surface Dice of a pair of 512×512×400 label maps here and by MONAI, in turns, compares the values and prints the
# ratios of the minima.
#
#   PYTHON=venv/bin/python factorizer-bench/versus/surfaces.sh [PAIR] [ROUNDS] [THREADS] [SIZE]
#
# PAIR is ORGAN, SHELL or SCATTERED. The program is factorizer-bench/target (README.md says how it is built), or what the variable
# CLASSPATH names. MONAI computes the two numbers one after the other, each from its own distances; they are timed here together,
# and the ratio to its HD95 alone is printed beside.
set -euo pipefail

pair=${1:-ORGAN}
rounds=${2:-3}
threads=${3:-$(getconf _NPROCESSORS_ONLN)}
size=${4:-512,512,400}
python=${PYTHON:-python3}
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
target=$here/../target
if [[ -z ${CLASSPATH:-} && ! -f $target/factorizer-bench-0.1.0.jar ]]; then
  printf 'surfaces.sh: the program is missing in %s; build it: mvn -q -B -DskipTests -pl factorizer-bench -am package\n' "$target" >&2
  exit 2
fi
classes=${CLASSPATH:-$target/factorizer-bench-0.1.0.jar:$target/libraries/*}
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

for ((round = 1; round <= rounds; round++)); do
  printf 'round %d of %d\n' "$round" "$rounds" >&2
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -Xmx1100m -Xmn32m --add-modules jdk.incubator.vector -cp "$classes" dev.factorizer.bench.kit.Main surfaces \
    --pair "$pair" --size "$size" --threads "$threads" --repetitions 6 --json "$folder/here-$round.json" > /dev/null
  PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=$threads "$python" "$here/monai_surfaces.py" --pair "$pair" --size "$size" \
    --threads "$threads" --repetitions 1 --json "$folder/there-$round.json"
done

"$python" - "$folder" <<'PYTHON'
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
here = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("here-*.json"))]
there = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("there-*.json"))]


def report(name, runs):
    fastest, first = (min(run[key] for run in runs) for key in ("minimumSeconds", "firstSeconds"))
    peak, before = (max(run[key] for run in runs) / 1e6 for key in ("peakResidentBytes", "residentBytesBefore"))
    print(f"{name:6} {runs[0]['threads']} threads: both {fastest:.3f} s, the first time in a process {first:.3f} s; resident peak"
          f" {peak:,.0f} MB, {before:,.0f} MB before")
    return fastest, first


print(f"{here[0]['pair']}, {'x'.join(map(str, here[0]['size']))} voxels")
fast, cold = report("here", here)
slow, _ = report("MONAI", there)
alone = min(run["hausdorffSeconds"] for run in there)
print(f"ratio  {slow / fast:.1f} times as fast, {slow / cold:.1f} the first time; {alone / fast:.1f} compared with MONAI's HD95 alone")
for name in ("hausdorff95", "surfaceDice"):
    ours, theirs = here[0][name], there[0][name]
    print(f"{name}: {ours:.6f} here, {theirs:.6f} there")
    assert abs(ours - theirs) <= 1e-5 * (1 + theirs)
PYTHON
