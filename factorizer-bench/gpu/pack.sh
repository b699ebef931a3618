#!/usr/bin/env bash
# Packs everything that measure.sh needs on a machine that has Python with PyTorch, but no JDK, no Maven and no network: a Java
# runtime, this project's modules, golden values and the scripts; and of the following what is there. Prints the size of each part.
#
#   factorizer-bench/gpu/pack.sh [--parts scripts,eager,tornado,cores,djl] [FOLDER]
#
# --parts                what is to be measured; a pack for some parts is smaller. Without it: all
# FOLDER                 where to (default: pack, beside this file), replaced if it is a pack
#
# GOLDEN                 a folder of golden values (default: shared/golden beside the project; without it, the project's own)
# TORNADOVM_HOME         an installation of TornadoVM with the OpenCL driver
# TORNADOVM_PTX_HOME     one with the PTX driver; one with both doesn't start where a driver's library is missing
# FACTORIZER_REFERENCE   the folder that holds the authors' package, "factorizer", to compare with
# FACTORIZER_DJL_BRIDGE  DJL's bridge, libdjl_torch.so, built for the PyTorch of the other machine (docs/djl.md)
# LIMIT_MIB              the most the pack may take (55)
set -euo pipefail

here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P -- "$here/../.." && pwd)
limit=${LIMIT_MIB:-55}
golden=${GOLDEN:-$root/../shared/golden}
areas=(factorization layout layers networks checkpoints operators io)
# What the modules of the command line and of TornadoVM need of Java.
java_modules=java.base,java.desktop,java.logging,jdk.incubator.vector,jdk.internal.vm.ci,jdk.management,jdk.unsupported

fail() {
  printf 'pack.sh: %s\n' "$1" >&2
  exit 1
}

parts=scripts,eager,tornado,cores,djl
case ${1:-} in
  --parts) parts=${2:?"--parts: which? such as scripts,eager"}; shift 2 ;;
  --parts=*) parts=${1#--parts=}; shift ;;
  -*) fail "there is no option \"$1\", expected --parts" ;;
esac
for part in ${parts//,/ }; do
  case $part in scripts | eager | tornado | cores | djl) ;; *) fail "there is no part \"$part\"; expected scripts, eager, tornado, cores or djl" ;; esac
done
pack=${1:-$here/pack}

# A jar whose files aren't compressed: xz makes less of it. With a third argument, without the resources in that folder.
stored() {
  local files
  files=$(mktemp -d -p "$work")
  (cd "$files" && "$jdk/bin/jar" --extract --file "$1")
  [[ -z ${3:-} ]] || find "$files/$3" -type f ! -name '*.class' -delete
  local manifest=()
  [[ ! -f $files/META-INF/MANIFEST.MF ]] || { mv "$files/META-INF/MANIFEST.MF" "$files.mf" && manifest=(--manifest "$files.mf"); }
  "$jdk/bin/jar" --create --no-compress --file "$2/$(basename -- "$1")" "${manifest[@]}" -C "$files" .
  rm -rf -- "$files" "$files.mf"
}

wants() {
  [[ ,$parts, == *,$1,* ]]
}

[[ ! -e $pack || -f $pack/parts ]] || fail "$pack is there and is no pack; name another folder, or delete it"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/pack"

# --- the project -----------------------------------------------------------------------------------------------------------
"$root/factorizer" --version
if wants tornado && [[ -n ${TORNADOVM_HOME:-}${TORNADOVM_PTX_HOME:-} ]]; then
  # That builds the adapter to TornadoVM, whichever driver it has.
  TORNADOVM_HOME=${TORNADOVM_HOME:-$TORNADOVM_PTX_HOME} "$root/factorizer" devices > /dev/null
fi
jdk=$(FACTORIZER_JAVA_OPTIONS=-XshowSettings:properties "$root/factorizer" --version 2>&1 | sed -n 's/^ *java\.home = //p')
[[ -x $jdk/bin/jlink ]] || fail "the JDK in ${jdk:-(none)} has no jlink; set JAVA_HOME to a whole JDK 25"
(cd "$root" && JAVA25_HOME=$jdk mvn -q -B -Dmaven.test.skip=true -pl factorizer-bench -am package)

# --- what goes along -------------------------------------------------------------------------------------------------------
left_out=()

"$jdk/bin/jlink" --add-modules "$java_modules" --strip-debug --no-header-files --no-man-pages --output "$work/java"

mkdir "$work/modules"
for jar in "$root"/factorizer-bench/target/libraries/*.jar "$root"/factorizer-bench/target/factorizer-bench-*.jar; do
  case $(basename -- "$jar") in
    # PyTorch is on the other machine; what only JMH needs isn't used there.
    pytorch-native-* | jmh-* | jopt-simple-* | commons-math3-*) ;;
    pytorch-jni-*) [[ -n ${FACTORIZER_DJL_BRIDGE:-} ]] || cp -- "$jar" "$work/modules" ;;
    *) stored "$jar" "$work/modules" ;;
  esac
done

if [[ -d $golden ]]; then
  mkdir "$work/golden"
  for area in "${areas[@]}"; do
    cp -R -- "$golden/$area" "$work/golden"
  done
  # The project's own are among these.
  stored "$root"/factorizer-bench/target/libraries/factorizer-golden-*.jar "$work/modules" dev/factorizer/golden
else
  left_out+=("golden: $golden is not there; the project's own go along instead")
fi

# What an installation of TornadoVM loads, and its file of arguments, which names its folder: that is filled in where it is
# unpacked. An installation that has never run has the file as a template.
tornado() {
  local driver=$1 home=$2 variable=$3
  if [[ -z $home ]]; then
    left_out+=("tornado, $driver: $variable is not set")
    return
  fi
  home=$(cd -P -- "$home" && pwd)
  local arguments=$home/tornado-argfile
  [[ -r $arguments ]] || arguments=$home/tornado-argfile.template
  [[ -r $arguments ]] || fail "$variable is $home, which has no tornado-argfile; docs/tornadovm.md says what writes it"
  mkdir -p "$work/tornado/$driver/share"
  cp -R -- "$home/lib" "$work/tornado/$driver"
  cp -R -- "$home/share/java" "$work/tornado/$driver/share"
  chmod -R u+w "$work/tornado/$driver"
  sed "s|$home|@HOME@|g; s|\${TORNADOVM_HOME}|@HOME@|g" "$arguments" > "$work/tornado/$driver/tornado-argfile"
}

if wants tornado; then
  tornado opencl "${TORNADOVM_HOME:-}" TORNADOVM_HOME
  tornado ptx "${TORNADOVM_PTX_HOME:-}" TORNADOVM_PTX_HOME
  adapter=$(echo "$root"/factorizer-backend-tornado/adapter/target/factorizer-backend-tornado-adapter-*.jar)
  if [[ -d $work/tornado ]]; then
    [[ -f $adapter ]] || fail "TornadoVM's adapter was not built, so its installations are of no use; docs/tornadovm.md says how"
    mkdir "$work/tornado/adapter" "$work/tornado/loader"
    cp -- "$adapter" "$work/tornado/adapter"
    # OpenCL's loader, which finds the driver of the device; bare machines often have only the driver.
    loader=$(ldconfig -p 2> /dev/null | sed -n 's/.*libOpenCL\.so\.1 .*=> //p' | head -n 1)
    if [[ -n $loader ]]; then
      cp -L -- "$loader" "$work/tornado/loader"
    else
      left_out+=("OpenCL's loader: this machine has none (package ocl-icd-libopencl1); the other machine must")
    fi
  fi
fi

if wants eager; then
  if [[ -n ${FACTORIZER_REFERENCE:-} ]]; then
    [[ -f $FACTORIZER_REFERENCE/factorizer/__init__.py ]] \
      || fail "FACTORIZER_REFERENCE is $FACTORIZER_REFERENCE, which holds no package \"factorizer\""
    mkdir "$work/reference"
    (cd -- "$FACTORIZER_REFERENCE" && find factorizer -name '*.py' -print0 | tar --null -T - -cf -) | tar -xf - -C "$work/reference"
  else
    left_out+=("eager: FACTORIZER_REFERENCE is not set")
  fi
fi

if wants djl; then
  if [[ -n ${FACTORIZER_DJL_BRIDGE:-} ]]; then
    [[ -f $FACTORIZER_DJL_BRIDGE ]] || fail "FACTORIZER_DJL_BRIDGE is $FACTORIZER_DJL_BRIDGE, which is no file"
    mkdir "$work/bridge"
    cp -- "$FACTORIZER_DJL_BRIDGE" "$work/bridge/libdjl_torch.so"
  else
    left_out+=("bridge: FACTORIZER_DJL_BRIDGE is not set; the backend djl then needs PyTorch 2.7.1 on the other machine")
  fi
fi

# --- the pack --------------------------------------------------------------------------------------------------------------
for folder in java modules golden tornado reference bridge; do
  if [[ -d $work/$folder ]]; then
    (cd "$work" && tar --sort=name --owner=0 --group=0 --numeric-owner -cf - "$folder") | xz -9e > "$work/pack/$folder.tar.xz"
  fi
done
cp -- "$here/measure.sh" "$here/machine.py" "$here/scripts.py" "$here/../versus/eager_pytorch.py" "$work/pack"
printf '%s\n' "$parts" > "$work/pack/parts"
{
  git -C "$root" rev-parse HEAD 2> /dev/null || printf 'unknown'
  [[ -z $(git -C "$root" status --porcelain 2> /dev/null) ]] || printf 'with changes\n'
} | paste -s -d ' ' > "$work/pack/commit"

rm -rf -- "$pack"
mkdir -p -- "$(dirname -- "$pack")"
mv -- "$work/pack" "$pack"
for file in "$pack"/*; do
  printf '%7d KiB  %s\n' $((($(stat -c %s -- "$file") + 1023) / 1024)) "$(basename -- "$file")"
done
total=$(du -sb --apparent-size -- "$pack" | cut -f1)
printf '%7d KiB  in all, of at most %d\n' $((total / 1024)) $((limit * 1024))
for one in "${left_out[@]}"; do
  printf 'left out: %s\n' "$one"
done
[[ $total -le $((limit * 1024 * 1024)) ]] || fail "the pack is too large; make two, one after the other, by --parts"
