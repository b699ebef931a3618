#!/usr/bin/env bash
# Builds and tests the sample against the installed project and runs it. Arguments: BUNDLE SCAN; without, those of the demonstration.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
# DEMO:             a folder with the results of the command demo (default: they are made here)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
if [[ $# == 0 ]]; then
  demo=${DEMO:-$here/target/demo}
  [[ -d $demo ]] || "$here/../../factorizer" demo --short --output "$demo"
  set -- "$demo/lesions.bundle" "$demo/case-01/head.nii.gz"
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  -cp "$here/target/guice-application.jar:$here/target/libraries/*" com.example.volumes.Main "$@"
