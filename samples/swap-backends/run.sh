#!/usr/bin/env bash
# Builds the sample against the installed project and runs it on two backends, asked for in several ways: the Dice is the same.
# Arguments: BUNDLE SCAN TRUTH; without, those of the demonstration.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
# DEMO:             a folder with the results of the command demo (default: they are made here)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
factorizer=$here/../../factorizer
results=$here/target/results
unset FACTORIZER_BACKEND
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
if [[ $# == 0 ]]; then
  demo=${DEMO:-$here/target/demo}
  [[ -d $demo ]] || "$factorizer" demo --short --output "$demo"
  set -- "$demo/lesions.bundle" "$demo/case-01/head.nii.gz" "$demo/case-01/head_truth.nii.gz"
fi

# What is asked for by a property, and the arguments.
program() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" ${1:+"-Dfactorizer.backend=$1"} \
    --enable-native-access=ai.djl.pytorch_engine,dev.factorizer.backend.djl \
    -p "$here/target/swap-backends.jar:$here/target/modules" -cp "$here/target/natives/*" \
    -m com.example.swap/com.example.swap.SwapBackends "${@:2}"
}

mkdir -p "$results"
program jvm "$@" | tee "$results/dice.txt"
FACTORIZER_BACKEND=djl program '' "$@" | tee -a "$results/dice.txt"
program jvm "$@" djl | tee -a "$results/dice.txt"
computed=$(grep -o '^[a-z]*: Dice' "$results/dice.txt" | tr '\n' ' ')
[[ $computed == "jvm: Dice djl: Dice djl: Dice " ]] || { printf 'other backends computed: %s\n' "$computed" >&2; exit 1; }
awk '/: Dice / { dice[++n] = $3 } END { for (i = 2; i <= n; i++) { d = dice[i] - dice[1]; if (d * d > 0.001 * 0.001) exit 1 } }' \
  "$results/dice.txt" || { printf 'the backends differ\n' >&2; exit 1; }
for backend in jvm djl; do
  "$factorizer" predict "$2" --model "$1" --backend "$backend" --output "$results/$backend"
done
