#!/usr/bin/env bash
# Builds the sample against the installed project and runs it. Arguments: [--model BUNDLE] [IMAGE ...]
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -p "$here/target/use-module-path.jar:$here/target/modules" \
  -m com.example.components/com.example.components.Main "$here/target/results" "$@"
