#!/usr/bin/env bash
# Builds the sample against the installed project and runs it: the loss falls, and the command line takes the bundle.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -p "$here/target/train-tensors.jar:$here/target/modules" \
  -m com.example.tensors/com.example.tensors.TrainTensors "$here/target/results" | tee "$here/target/losses.txt"
awk '/^step/ { loss[++n] = $4 } END { exit !(n == 20 && loss[20] < 0.8 * loss[1]) }' "$here/target/losses.txt" \
  || { printf 'the loss does not fall\n' >&2; exit 1; }
"$here/../../factorizer" export --model "$here/target/results/slabs.bundle" --output "$here/target/results/slabs.pt"
