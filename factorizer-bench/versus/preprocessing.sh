#!/usr/bin/env bash
# Times the recipe's preprocessing of a case here and by MONAI, in turns, compares the values and prints the ratio of the minima.
#
#   PYTHON=venv/bin/python factorizer-bench/versus/preprocessing.sh [--spacing MM] FOLDER [ROUNDS] [THREADS]
#
# FOLDER holds a case's channels as .nii.gz and nothing else of that name, such as one of BraTS 2023. The program is
# factorizer-bench/target (README.md says how it is built), or what the variable CLASSPATH names.
set -euo pipefail

spacing=1
if [[ ${1:-} == --spacing ]]; then
  spacing=${2:?"--spacing: how many mm?"}
  shift 2
fi
case=${1:?"which case? a folder with the channels of one as .nii.gz"}
rounds=${2:-3}
threads=${3:-$(getconf _NPROCESSORS_ONLN)}
python=${PYTHON:-python3}
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
target=$here/../target
if [[ -z ${CLASSPATH:-} && ! -f $target/factorizer-bench-0.1.0.jar ]]; then
  printf 'preprocessing.sh: the program is missing in %s; build it: mvn -q -B -DskipTests -pl factorizer-bench -am package\n' "$target" >&2
  exit 2
fi
classes=${CLASSPATH:-$target/factorizer-bench-0.1.0.jar:$target/libraries/*}
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

images=()
for image in "$case"/*.nii.gz; do
  [[ -f $image ]] || { printf 'preprocessing.sh: %s has no .nii.gz\n' "$case" >&2; exit 2; }
  images+=(--image "$image")
done
for ((round = 1; round <= rounds; round++)); do
  printf 'round %d of %d\n' "$round" "$rounds" >&2
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx4g --add-modules jdk.incubator.vector -cp "$classes" dev.factorizer.bench.kit.Main preprocessing "${images[@]}" \
    --spacing "$spacing" --threads "$threads" --repetitions 8 --json "$folder/here-$round.json" --values "$folder/here.bin" > /dev/null
  PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=$threads "$python" "$here/monai_preprocessing.py" "${images[@]}" \
    --spacing "$spacing" --threads "$threads" --repetitions 3 --json "$folder/there-$round.json" --values "$folder/there.bin"
done

"$python" - "$folder" <<'PYTHON'
import json
import pathlib
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
here = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("here-*.json"))]
there = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("there-*.json"))]


def report(name, runs):
    fastest, first, reading = (min(run[key] for run in runs) for key in ("minimumSeconds", "firstSeconds", "readMinimumSeconds"))
    print(f"{name:6} {runs[0]['threads']} threads: minimum {fastest:.3f} s, first of a process {first:.3f} s; reading {reading:.3f} s")
    return fastest, first, reading


print(f"{'x'.join(map(str, here[0]['size']))} voxels of {here[0]['spacing']} mm")
fast, cold, unpack = report("here", here)
slow, warm, load = report("MONAI", there)
print(f"ratio  {slow / fast:.1f} times as fast, {warm / cold:.1f} the first time; reading {load / unpack:.1f}")
assert here[0]["size"] == there[0]["size"], (here[0]["size"], there[0]["size"])
assert np.allclose(here[0]["affine"], there[0]["affine"], atol=1e-4), (here[0]["affine"], there[0]["affine"])
ours, theirs = (np.memmap(folder / name, dtype="<f4", mode="r") for name in ("here.bin", "there.bin"))
error = max(float(np.abs(ours[i:i + 2**22] - theirs[i:i + 2**22]).max()) for i in range(0, ours.size, 2**22))
largest = max(float(np.abs(theirs[i:i + 2**22]).max()) for i in range(0, ours.size, 2**22))
print(f"values differ by at most {error / largest:.1e} of the largest")
assert ours.size == theirs.size and error <= 1e-5 * largest
PYTHON
