#!/usr/bin/env bash
# Builds the sample against the installed project and runs it. Arguments: DATA OUTPUT [RECIPE [KEY=VALUE ...]]; without, it trains shortly.
# MAVEN_REPOSITORY: the local repository the project was installed into (default: Maven's own)
# HIPPOCAMPUS:      the folder Task04_Hippocampus (default: shared/data/hippocampus beside the project)
# DEMO:             a folder with the results of the command demo, for where there is none (default: they are made here)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mvn -B -q -f "$here/pom.xml" ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} clean package
if [[ $# == 0 ]]; then
  data=$here/target/data
  source=${HIPPOCAMPUS:-$here/../../../shared/data/hippocampus}
  if [[ -d $source/labelsTr ]]; then
    mkdir -p "$data/imagesTr" "$data/labelsTr"
    items=
    for label in $(ls "$source/labelsTr" | head -n 8); do
      cp "$source/imagesTr/$label" "$data/imagesTr"
      cp "$source/labelsTr/$label" "$data/labelsTr"
      items+=${items:+, }"{\"image\": \"imagesTr/$label\", \"label\": \"labelsTr/$label\"}"
    done
    printf '{"modality": {"0": "MRI"}, "labels": {"0": "background", "1": "anterior", "2": "posterior"}, "training": [%s]}\n' "$items" \
      > "$data/dataset.json"
    set -- "$data" "$here/target/results" hippocampus
  else
    printf 'the hippocampus is not at %s: trained on simulated heads\n' "$source"
    data=${DEMO:-$here/target/demo}
    [[ -d $data ]] || "$here/../../factorizer" demo --short --output "$data"
    set -- "$data" "$here/target/results" demo
  fi
  set -- "$@" data.folds.count=2 network.widths=8,16,32 training.epochs=2 training.stepsPerEpoch=4 training.validateEvery=1
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -p "$here/target/train-hippocampus.jar:$here/target/modules" \
  -m com.example.hippocampus/com.example.hippocampus.TrainHippocampus "$@"
