#!/usr/bin/env bash
# Looks for files that readers don't take as they should, by Jazzer: from the corpus in src/test/resources it goes on to inputs
# that reach more of the code. One that fails is put into the corpus, where every build reads it from then on.
#
#   factorizer-fuzz/run.sh [--seconds N] [--jobs N] [--keep] [TEST ...]
#
# --seconds   how long each test goes on (default: 20)
# --jobs      how many run at a time (default: 2)
# --keep      puts those inputs into the corpus that reach code which no other one in it reaches
# TEST        as src/test/java names them, such as PickleFuzzTest (default: all)
#
# What Jazzer prints is in target/fuzz, as are the inputs that it made, from which the next run goes on.
set -euo pipefail
cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")"

seconds=20
jobs=2
keep=
tests=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    --keep) keep=yes; shift ;;
    -*) printf 'run.sh: %s is no option; there are --seconds, --jobs and --keep\n' "$1" >&2; exit 2 ;;
    *) tests+=("$1"); shift ;;
  esac
done
if [[ ${#tests[@]} == 0 ]]; then
  for file in src/test/java/dev/factorizer/fuzz/*FuzzTest.java; do
    tests+=("$(basename "$file" .java)")
  done
fi

mvn -q -B -f .. -pl factorizer-fuzz -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
java=java
home=${JAVA25_HOME:-${JAVA_HOME:-}}
[[ -z $home ]] || java=$home/bin/java
export java seconds keep

# One test in a Java with as little memory as the tests of the module have. A reader that hangs ends it after 60 s.
jazzer() {
  "$java" -Xmx256m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "target/test-classes:$(< target/classpath.txt)" com.code_intelligence.jazzer.Jazzer \
    "--target_class=dev.factorizer.fuzz.$1" -timeout=60 "${@:2}"
}

fuzz() {
  local log=target/fuzz/$1.log made=target/fuzz/$1 status=0
  mkdir -p "$made"
  jazzer "$1" "-max_total_time=$seconds" -print_final_stats=1 "$made" > "$log" 2>&1 || status=$?
  if [[ $status != 0 ]]; then
    printf '%s: failed (%d), see factorizer-fuzz/%s\n' "$1" "$status" "$log"
    grep -E -m 1 -A 15 '^== Java Exception|UnsatisfiedLinkError|ERROR' "$log" || tail -n 15 "$log"
    return 1
  fi
  printf '%s: %s executions, %s; %s\n' "$1" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(grep -E '^#[0-9]+[[:space:]]+DONE' "$log" | grep -Eo 'cov: [0-9]+ ft: [0-9]+ corp: [0-9]+')" \
    "$(sed -n "s/^$1: //p" "$log")"
  if [[ -n $keep ]]; then
    local corpus
    corpus=$(echo src/test/resources/dev/factorizer/fuzz/"$1"Inputs/*)
    jazzer "$1" -merge=1 -use_counters=0 "$corpus" "$made" > "$log.keep" 2>&1
    printf '%s: %s\n' "$1" "$(sed -n 's/^MERGE-OUTER: \([0-9]* new files\).*/\1 kept/p' "$log.keep")"
  fi
}
export -f fuzz jazzer

printf '%s\n' "${tests[@]}" | xargs -P "$jobs" -I TEST bash -c 'fuzz TEST'
