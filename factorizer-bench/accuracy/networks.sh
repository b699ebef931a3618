#!/usr/bin/env bash
# Trains each network for the same time on the first fold of a data set, as "plan" proposes it, and measures it on the cases that the
# fold leaves out. A Factorizer is also measured with fewer iterations and without its factorization. Quiet cores are needed: what else
# a machine does takes steps away.
#
#   factorizer-bench/accuracy/networks.sh DATA MINUTES OUT [NETWORK...]
#
# DATA     a data set, as "check" recognizes it
# MINUTES  for each network
# OUT      a folder for all that is made; where a network was trained there already, it is only measured
# NETWORK  as "plan --network" names it; usual for the one that "plan" chooses itself (default: usual factorizer deconver)
#
# FACTORIZER  the command line (default: ./factorizer of this tree)
# FOLDS       how many (default: 5, or the data set's own)
set -euo pipefail
[[ $# -ge 3 ]] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
factorizer=${FACTORIZER:-$(dirname -- "${BASH_SOURCE[0]}")/../../factorizer}
data=$1 minutes=$2 out=$3
shift 3
[[ $# -gt 0 ]] || set -- usual factorizer deconver
mkdir -p "$out"

run() {
  printf '$ factorizer %s\n' "$*"
  "$factorizer" "$@"
}

for network; do
  folder=$out/$network
  mkdir -p "$folder"
  options=(${FOLDS:+--folds "$FOLDS"})
  [[ $network == usual ]] || options+=(--network "$network")
  [[ -f $folder/recipe.yaml ]] || run plan "$data" ${options[@]+"${options[@]}"} --minutes "$minutes" --output "$folder/recipe.yaml"
  # The last weights, not the best ones: which are best is seen on the cases that are measured.
  [[ -d $folder/run/fold_0/last.bundle ]] || run train "$data" --recipe "$folder/recipe.yaml" --fold 0 --minutes "$minutes" --output "$folder/run"
  cases=(--cases "$data" --splits "$folder/run/splits.json" --fold 0)
  run predict --model "$folder/run/fold_0/last.bundle" "${cases[@]}" --output "$folder/predictions" --resume
  run evaluate "${cases[@]}" "$folder/predictions" --metrics dice,hd95,nsd@1,volume-difference --output "$folder/evaluation"
  if [[ $network == factorizer ]]; then
    run sweep-iterations --model "$folder/run/fold_0/last.bundle" "${cases[@]}" --metrics dice --output "$folder/sweep"
    run ablation --model "$folder/run/fold_0/last.bundle" "${cases[@]}" --metrics dice --output "$folder/ablation"
  fi
done

# With the usual one, each other by its cases.
if [[ $1 == usual ]]; then
  for network in "${@:2}"; do
    run evaluate --cases "$data" --splits "$out/usual/run/splits.json" --fold 0 "$out/usual/predictions" --metrics dice \
      --compare "$out/$network/predictions" --output "$out/$network/compared"
  done
fi
