#!/usr/bin/env bash
# Builds and runs each sample against the installed project, as an outside project would: with nothing of this tree but its artifacts,
# and the command line where a sample uses it.
#
#   samples/run.sh [SAMPLE ...]
#
# JAVA_HOME         a JDK 25
# MAVEN_REPOSITORY  the local repository the project was installed into (default: Maven's own)
# DEMO              a folder with the results of the command demo (default: they are made once, where a sample asks for them)
# PYTHON            a Python with torch, to open an exported network (default: python3, left out where it has none)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
[[ $# -gt 0 ]] || { cd "$here"; set -- */; cd "$OLDPWD"; }
if [[ -z ${DEMO:-} ]]; then
  scratch=$(mktemp -d)
  trap 'rm -rf -- "$scratch"' EXIT
  # Not there yet: the first sample that asks for it makes it.
  export DEMO=$scratch/demo
fi
for sample in "$@"; do
  sample=${sample%/}
  printf '=== %s\n' "$sample"
  if [[ -f $here/$sample/run.sh ]]; then
    "$here/$sample/run.sh"
  else
    mvn -B -q -f "$here/$sample/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean test
  fi
done
