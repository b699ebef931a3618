#!/usr/bin/env bash
# Builds the sample against the installed project, trains the network, and uses its bundle from the command line.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
# PYTHON:           a Python with torch, to open the exported network (default: python3, left out where it has none)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
factorizer=$here/../../factorizer
results=$here/target/results
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -p "$here/target/own-network.jar:$here/target/modules" \
  -m com.example.unet/com.example.unet.Main "$results"

# A name with a space, as users have them.
mkdir -p "$here/target/my networks"
cp "$here/target/own-network.jar" "$here/target/my networks/u-net.jar"
export FACTORIZER_MODULES="$here/target/my networks/u-net.jar"
"$factorizer" predict --model "$results/balls.bundle" --input "$results/scan.nii.gz" --output "$results/predicted"
"$factorizer" export --model "$results/balls.bundle" --output "$results/balls.pt" --sample "$results/sample.pt"
"$factorizer" import --checkpoint "$results/balls.safetensors" --settings "$results/balls.bundle" --output "$results/again.bundle"
cat > "$results/unet.json" <<'END'
{"kind": "com.example.unet",
 "settings": {"inputChannels": 1, "outputChannels": 1, "window": [16, 16, 16], "widths": [8, 16, 32]}}
END
"$factorizer" import --checkpoint "$results/balls.safetensors" --settings "$results/unet.json" --regions ball \
  --output "$results/third.bundle"

# The option does the same as the variable; without either, the bundle is refused in one line.
unset FACTORIZER_MODULES
"$factorizer" predict --modules "$here/target/my networks" --model "$results/third.bundle" --input "$results/scan.nii.gz" \
  --output "$results/third"
if message=$("$factorizer" predict --model "$results/balls.bundle" --input "$results/scan.nii.gz" --output "$results/none" 2>&1); then
  printf 'a bundle of an unknown kind was taken\n' >&2
  exit 1
fi
printf '%s\n' "$message"
[[ $message == *'the network is a "com.example.unet", which no module here provides'* && $message != *$'\n'* ]]

if "${PYTHON:=python3}" -c 'import torch' 2> /dev/null; then
  "$PYTHON" - "$results" <<'END'
import sys
import torch

network = torch.jit.load(sys.argv[1] + "/balls.pt")
sample = torch.load(sys.argv[1] + "/sample.pt")
error = (network(sample["x"]) - sample["y"]).abs().max().item()
print("torch.jit.load: error %.1e" % error)
assert error < 1e-5 * max(1, sample["y"].abs().max().item())
END
else
  printf 'left out: %s has no torch, which would open %s\n' "$PYTHON" "$results/balls.pt"
fi
