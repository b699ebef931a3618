#!/usr/bin/env bash
# Builds the sample against the installed project and runs it. Arguments: BUNDLE SCAN LABELS; without, those of the demonstration.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
# DEMO:             a folder with the results of the command demo (default: they are made here)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
if [[ $# == 0 ]]; then
  demo=${DEMO:-$here/target/demo}
  [[ -d $demo ]] || "$here/../../factorizer" demo --short --output "$demo"
  set -- "$demo/lesions.bundle" "$demo/case-01/head.nii.gz" "$here/target/labels.nii.gz"
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -p "$here/target/segment-volume.jar:$here/target/modules" \
  -m com.example.segment/com.example.segment.SegmentVolume "$@"
