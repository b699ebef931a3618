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

program() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" --enable-native-access=ai.djl.pytorch_engine,dev.factorizer.backend.djl \
    -p "$here/target/swap-backends.jar:$here/target/modules" -cp "$here/target/natives/*" \
    -m com.example.swap/com.example.swap.SwapBackends "$@"
}

mkdir -p "$results"
options=(-Dfactorizer.backend=jvm) program "$@" | tee "$results/dice.txt"
FACTORIZER_BACKEND=djl options=(-Duser.language=en) program "$@" | tee -a "$results/dice.txt"
options=(-Dfactorizer.backend=jvm) program "$@" djl | tee -a "$results/dice.txt"
[[ $(grep -o '^[a-z]*: Dice' "$results/dice.txt" | tr '\n' ' ') == "jvm: Dice djl: Dice djl: Dice " ]]
awk '/: Dice / { dice[++n] = $3 } END { for (i = 2; i <= n; i++) { d = dice[i] - dice[1]; if (d * d > 0.001 * 0.001) exit 1 } }' \
  "$results/dice.txt" || { printf 'the backends differ\n' >&2; exit 1; }
for backend in jvm djl; do
  "$factorizer" predict "$2" --model "$1" --backend "$backend" --output "$results/$backend"
done
