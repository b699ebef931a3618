#!/usr/bin/env bash
# Measures all backends on this machine, part by part, in at most nine minutes: against golden values, in seconds, in memory.
#
#   measure.sh [--cpu] [--parts scripts,eager,tornado,cores,djl] FOLDER
#
# --cpu    the same without a GPU, small: to see that everything is there
# --parts  what to measure. Without it: all that the pack was made for
# FOLDER   gets a JSON file per part, table.txt and log.txt
#
# PYTHON   a Python with PyTorch (python3)
# PACK     what pack.sh made (this file's folder, or pack in it)
#
# A step that can't run on this machine is left out with its reason, one that fails doesn't stop the others. Exit code 0 if each
# step either ran right or was left out.
set -uo pipefail

here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
begun=$SECONDS
most_seconds=530

fail() {
  printf 'measure.sh: %s\n' "$1" >&2
  exit 2
}

device=cuda:0
chosen=
while [[ ${1:-} == -* ]]; do
  case $1 in
    --cpu) device=cpu; shift ;;
    --parts) chosen=${2:?"--parts: which? such as scripts,eager"}; shift 2 ;;
    --parts=*) chosen=${1#--parts=}; shift ;;
    *) fail "there is no option \"$1\", expected --cpu or --parts" ;;
  esac
done
[[ $# == 1 ]] || fail "expected one folder for the results; see the first lines of this file"
mkdir -p -- "$1" || exit 2
output=$(cd -P -- "$1" && pwd)
pack=${PACK:-$here}
[[ -f $pack/parts ]] || pack=$here/pack
[[ -f $pack/parts ]] || fail "there is no pack in $here or $here/pack; make one by pack.sh"
packed=$(< "$pack/parts")
chosen=${chosen:-$packed}
for part in ${chosen//,/ }; do
  case $part in scripts | eager | tornado | cores | djl) ;; *) fail "there is no part \"$part\"; expected scripts, eager, tornado, cores or djl" ;; esac
done

work=$(mktemp -d)
steps=$work/steps
mkdir "$steps"
: > "$steps/steps.tsv"
log=$output/log.txt
: > "$log"
running=
trap 'rm -rf -- "$work"' EXIT
trap '[[ -z $running ]] || kill -9 -- "-$running" 2> /dev/null; exit 130' INT TERM

# --- the pack --------------------------------------------------------------------------------------------------------------
unpack() {
  [[ -f $pack/$1.tar.xz ]] || return 1
  if command -v xz > /dev/null; then
    tar -xJf "$pack/$1.tar.xz" -C "$work"
  else
    "$python" -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2], filter="tar")' "$pack/$1.tar.xz" "$work"
  fi || fail "$pack/$1.tar.xz can't be unpacked; copy the pack once more"
}

unpack java && unpack modules || fail "$pack lacks java.tar.xz or modules.tar.xz; run pack.sh again"
golden=()
if unpack golden; then
  golden=(--golden "$work/golden")
fi
areas=factorization,layout,layers,networks,checkpoints,operators,io
unpack tornado && for argfile in "$work"/tornado/*/tornado-argfile; do
  home=$(dirname -- "$argfile")
  sed -i "s|@HOME@|$home|g" "$argfile"
done
if [[ -f $work/tornado/loader/libOpenCL.so.1 ]] && ! ldconfig -p 2> /dev/null | grep -q 'libOpenCL\.so\.1 '; then
  export LD_LIBRARY_PATH=$work/tornado/loader${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi
if [[ $device != cpu && -z ${OCL_ICD_VENDORS:-} ]] && ! grep -qs nvidia /etc/OpenCL/vendors/*.icd; then
  # The loader learns from files which drivers there are; that of NVIDIA is found by its name.
  mkdir "$work/vendors"
  printf 'libnvidia-opencl.so.1\n' > "$work/vendors/nvidia.icd"
  export OCL_ICD_VENDORS=$work/vendors
fi
unpack reference
unpack bridge
export LC_ALL=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

# Java as the script "factorizer" starts it.
java_options=(-XX:+UseSerialGC -Xms64m -Xmn32m -XX:-UsePerfData -Xss4m -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow)
tornado_home=

kit() {
  "$work/java/bin/java" "${java_options[@]}" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$work/modules/*" \
    dev.factorizer.bench.kit.Main "$@"
}

factorizer() {
  local options=("${java_options[@]}") modules=$work/modules
  if [[ -n $tornado_home ]]; then
    options=("@$tornado_home/tornado-argfile" -Dtornado.recover.bailout=False "${java_options[@]:1}")
    modules+=:$work/tornado/adapter:$tornado_home/share/java/tornado
  fi
  "$work/java/bin/java" "${options[@]}" --enable-native-access=ai.djl.pytorch_engine,dev.factorizer.backend.djl -p "$modules" \
    -cp "$(printf '%s:' "$work"/natives/*.jar)" -m dev.factorizer.examples/dev.factorizer.examples.cli.Main "$@"
}

# DJL's bridge in its jar, which holds no classes, goes to the class path.
mkdir "$work/natives"
mv "$work"/modules/pytorch-jni-*.jar "$work/natives" 2> /dev/null

# --- steps -----------------------------------------------------------------------------------------------------------------
note() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$(tr -s '\t\n' '  ' <<< "$5" | cut -c 1-400 | sed 's/ *$//')" >> "$steps/steps.tsv"
  printf '%4d s  %s %s: %s%s\n' $((SECONDS - begun)) "$1" "$2" "$3" "${5:+, $5}" | cut -c 1-300
}

left_out() {
  note "$1" "$2" "left out" 0 "$3"
}

# What follows may take so long in all; without an argument, as long as everything.
within() {
  ends=$((${1:+SECONDS - begun + }${1:-most_seconds}))
  [[ $ends -le $most_seconds ]] || ends=$most_seconds
}
within

# step PART NAME SECONDS COMMAND...: runs it for so long at most, and no longer than is left. {json} is its file of results.
step() {
  local part=$1 name=$2 most=$3 left=$((ends - SECONDS + begun)) code=0 since=$SECONDS
  shift 3
  if [[ $left -lt 5 ]]; then
    left_out "$part" "$name" "no time is left for it; measure it alone by --parts $part"
    return 1
  fi
  [[ $most -le $left ]] || most=$left
  mkdir -p "$steps/$part"
  local command=("${@//\{json\}/$steps/$part/$name.json}") text=$steps/$part/$name.log
  printf '\n=== %s %s: %s\n' "$part" "$name" "${command[*]}" >> "$log"
  # A function of this script can't be given to timeout. With job control each job is a group of processes, which can be ended whole.
  set -m
  ("${command[@]}") > "$text" 2>&1 < /dev/null &
  running=$!
  (sleep "$most"; : > "$text.late"; kill -9 -- "-$running") > /dev/null 2>&1 &
  local watcher=$!
  set +m
  { wait "$running" || code=$?; kill -9 -- "-$watcher"; wait "$watcher"; } 2> /dev/null
  running=
  cat "$text" >> "$log"
  if [[ -f $text.late ]]; then
    note "$part" "$name" failed $((SECONDS - since)) "took longer than $most s"
  elif [[ $code != 0 ]]; then
    note "$part" "$name" failed $((SECONDS - since)) "exit code $code: $(grep -v '^ *$' "$text" | tail -n 1)"
  else
    note "$part" "$name" ran $((SECONDS - since)) ""
  fi
  return "$code"
}

wants() {
  [[ ,$chosen, == *,$1,* ]] || return 1
  [[ ,$packed, == *,$1,* ]] || { left_out "$1" all "it is not in this pack, which is for $packed"; return 1; }
}

# Why Python can't be used for the device; nothing if it can.
no_python() {
  "$python" -c 'import torch' 2> /dev/null || { printf '%s has no PyTorch; set PYTHON to one that has' "$python"; return; }
  [[ $device == cpu ]] || "$python" -c 'import sys, torch; sys.exit(0 if torch.cuda.is_available() else 1)' 2> /dev/null \
    || printf 'PyTorch sees no GPU that it can use; look at nvidia-smi, or measure without one by --cpu'
}

# Why the command line can't use a backend; nothing if it can.
no_backend() {
  local line
  line=$(factorizer devices 2> /dev/null | grep "^$1 " | head -n 1)
  case $line in
    "") printf 'there is no backend %s' "$1" ;;
    "$1"*" missing "* | "$1"*" failed "*) sed -E "s/^$1 +(missing|failed) +//" <<< "$line" ;;
  esac
}

python_problem=$(no_python)
processors=$(getconf _NPROCESSORS_ONLN)

# --- machine ---------------------------------------------------------------------------------------------------------------
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2> /dev/null | head -n 1)
driver=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2> /dev/null | head -n 1)
if [[ -n $python_problem ]]; then
  left_out machine device "$python_problem"
else
  step machine device 60 "$python" "$pack/machine.py" --device "$device" --json '{json}'
fi

# --- scripts: what the backend djl runs on a GPU, in PyTorch ---------------------------------------------------------------
if wants scripts; then
  if [[ -n $python_problem ]]; then
    left_out scripts all "$python_problem"
  else
    works=isles-inference,factorization
    precisions=FLOAT32
    if [[ $device != cpu ]]; then
      works=factorization,factorization-gradient,isles-inference,isles-training,brats-inference,brats-training
      precisions=FLOAT32,BFLOAT16
    fi
    step scripts export 120 kit export-scripts "${golden[@]}" --area "$areas" --work "$works" --matmul-precision "$precisions" \
      --device "$device" --output "$work/scripts" \
      && step scripts run 150 "$python" "$pack/scripts.py" --programs "$work/scripts" --device "$device" --json '{json}'
    rm -rf -- "$work/scripts"
  fi
fi

# --- eager: the authors' package in PyTorch --------------------------------------------------------------------------------
eager() {
  step eager "$1${3:+-compiled}" "$2" env PYTHONPATH="$work/reference" "$python" "$pack/eager_pytorch.py" --work "$1" --device "$device" \
    --repetitions 10 ${3:+"$3"} --json '{json}'
}
if wants eager; then
  if [[ -n $python_problem ]]; then
    left_out eager all "$python_problem"
  elif [[ ! -d $work/reference ]]; then
    left_out eager all "the authors' package is not in this pack (FACTORIZER_REFERENCE)"
  elif problem=$(PYTHONPATH=$work/reference "$python" "$pack/eager_pytorch.py" --help 2>&1 > /dev/null) && [[ -z $problem ]]; then
    if [[ $device == cpu ]]; then
      eager factorization 60
    else
      for name in factorization factorization-gradient isles-inference isles-training brats-inference brats-training; do
        eager "$name" 30
      done
    fi
  else
    left_out eager all "$(tail -n 1 <<< "$problem")"
  fi
fi

# --- djl: the same scripts from Java ---------------------------------------------------------------------------------------
djl_problem() {
  [[ -z $python_problem ]] || { printf '%s' "$python_problem"; return; }
  local version
  version=$("$python" -c 'import torch; print(torch.__version__.split("+")[0])')
  [[ $version == 2.7.1 || -d $work/bridge ]] \
    || { printf "Python has PyTorch %s, DJL's bridge is for 2.7.1; one for this version is not in this pack (FACTORIZER_DJL_BRIDGE)" "$version"; return; }
  no_backend djl
}
if wants djl; then
  if [[ -z $python_problem ]]; then
    PYTORCH_LIBRARY_PATH=$("$python" -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))')
    if [[ -d $work/bridge ]]; then
      # Beside the libraries it was built for, without writing there.
      ln -s "$PYTORCH_LIBRARY_PATH"/*.so* "$work/bridge"
      PYTORCH_LIBRARY_PATH=$work/bridge
    fi
    export PYTORCH_LIBRARY_PATH DJL_CACHE_DIR=$work/djl
    if [[ $device == cpu ]]; then
      export PYTORCH_FLAVOR=cpu
    fi
  fi
  problem=$(djl_problem)
  if [[ -n $problem ]]; then
    left_out djl all "$problem"
  else
    step djl devices 30 factorizer devices --verbose
    step djl verify 60 factorizer verify --backend djl "${golden[@]}" --area "$areas" --output '{json}'
    if [[ $device == cpu ]]; then
      step djl factorization 60 factorizer bench --backend djl --work factorization --repetitions 5 --output '{json}'
    else
      for one in factorization factorization-gradient isles-inference isles-training brats-inference brats-training; do
        step djl "$one" 30 factorizer bench --backend djl --work "$one" --repetitions 10 --output '{json}'
      done
      step djl demo 60 factorizer demo --short --backend djl --output "$work/demo"
    fi
  fi
  unset PYTORCH_LIBRARY_PATH PYTORCH_FLAVOR
fi

# --- tornado: Java kernels compiled for the device -------------------------------------------------------------------------
if wants tornado; then
  for name in ptx opencl; do
    if [[ ! -d $work/tornado/$name ]]; then
      left_out tornado "$name" "TornadoVM with this driver is not in this pack"
      continue
    fi
    tornado_home=$work/tornado/$name
    [[ $device == cpu ]] || within 90
    problem=$(no_backend tornado)
    if [[ -n $problem ]]; then
      left_out tornado "$name" "$problem"
    elif [[ $device == cpu ]]; then
      step tornado "$name-devices" 60 factorizer devices --verbose
      step tornado "$name-verify" 120 factorizer verify --backend tornado "${golden[@]}" --area factorization --output '{json}'
      step tornado "$name-factorization" 60 factorizer bench --backend tornado --work factorization --repetitions 5 --output '{json}'
    else
      step tornado "$name-devices" 30 factorizer devices --verbose
      step tornado "$name-verify" 60 factorizer verify --backend tornado "${golden[@]}" --area "$areas" --output '{json}'
      for one in factorization factorization-gradient isles-inference brats-inference isles-training; do
        step tornado "$name-$one" 25 factorizer bench --backend tornado --work "$one" --repetitions 10 --output '{json}'
      done
    fi
  done
  tornado_home=
  within
fi

# --- cores: the backend jvm on some numbers of threads ---------------------------------------------------------------------
cores() {
  step cores "$1-$2" "$3" factorizer bench --backend jvm --threads "$2" --work "$1" --repetitions "$4" --output '{json}'
}
if wants cores; then
  if [[ $device == cpu ]]; then
    for threads in 1 2; do
      cores isles-inference "$threads" 60 5
      cores factorization "$threads" 60 5
    done
  else
    for ((threads = processors; threads >= 1; threads /= 2)); do
      cores factorization "$threads" 20 5
      cores isles-inference "$threads" 30 5
      cores brats-inference "$threads" 40 2
      cores isles-training "$threads" 40 2
    done
    # Last what takes longest: the fewer threads, the longer.
    for ((threads = processors; threads >= 1; threads /= 2)); do
      cores brats-training "$threads" 120 1
    done
  fi
fi

# --- what takes longest: compiling, where it takes less than a minute ------------------------------------------------------
if wants eager && [[ $device != cpu && -z $python_problem && -d $work/reference ]]; then
  for name in factorization isles-inference isles-training brats-inference; do
    eager "$name" 60 --compile
  done
fi

# --- the report ------------------------------------------------------------------------------------------------------------
kit report --steps "$steps" --output "$output" --fact "commit=$(< "$pack/commit")" --fact "date=$(date -u +%F)" \
  --fact "device=${driver:-$device}" --fact "processor=${processor:-unknown}, $processors threads" \
  --fact "java=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$work/java/release")" --fact "seed=0" --fact "seconds=$((SECONDS - begun))" 2>> "$log"
