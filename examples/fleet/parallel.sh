#!/bin/sh
# parallel.sh INVENTORY PARTS WORK [option of gsl evaluate...]: as many parts at a time as there are cores.
set -eu
inventory=$1 parts=$2 work=$3
shift 3
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
mkdir -p "$work"
# A part is tried three times. What failed (exit code 1 of parts never is findings) ends the run.
seq "$parts" | parallel --halt soon,fail=1 --retries 3 \
  "${GSL:-gsl} evaluate $inventory --now $now --shard {}/$parts --partial $work/{}.part $*"
${GSL:-gsl} merge "$work"/*.part --format "${FORMAT:-pretty}"
