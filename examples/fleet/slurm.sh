#!/bin/sh
# slurm.sh INVENTORY PARTS WORK: an array of jobs, and one behind it that merges. All nodes see INVENTORY and WORK.
set -eu
inventory=$1 parts=$2 work=$3
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
mkdir -p "$work"
array=$(sbatch --parsable --requeue --array="1-$parts" --output="$work/%a.log" --wrap \
  "${GSL:-gsl} evaluate $inventory --now $now --shard \$SLURM_ARRAY_TASK_ID/$parts --partial $work/\$SLURM_ARRAY_TASK_ID.part")
sbatch --dependency="afterok:$array" --output="$work/report.log" --wrap \
  "${GSL:-gsl} merge $work/*.part --format json --output $work/report.json"
