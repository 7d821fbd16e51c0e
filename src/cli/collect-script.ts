import type { Collecting } from './collecting-type.ts';

/** The lines of all, each command and each loop once. */
function linesOf(all: readonly Collecting[], where: Collecting['where']): readonly string[] {
  return [...new Set(all.filter((one) => one.where === where).flatMap(({ lines }) => unitsOf(lines)))];
}

/** Loops as one text each, other lines as they are. */
function unitsOf(lines: readonly string[]): readonly string[] {
  const units: string[] = [];
  let loop: string[] | undefined;
  for (const line of lines) {
    if (/^for .*; do$/u.test(line)) loop = [];
    if (loop === undefined) units.push(line);
    else loop.push(line);
    if (loop === undefined || line !== 'done') continue;
    units.push(loop.join('\n'));
    loop = undefined;
  }
  return units;
}

const HEAD = String.raw`#!/bin/sh
# Collects an inventory, with commands that read and nothing else. Look it over, then: sh collect.sh FOLDER
# What cannot be read is told, also in FOLDER/failed.json, which gsl evaluate reads with the rest: a rule that needs it must
# not pass by silence. The last line tells how much it was; then the script ends with 1.
set -u
OUT=${'$'}{1:-inventory}
if [ -n "$(ls -A "$OUT" 2> /dev/null)" ]; then echo "$OUT is not empty: name a new folder" >&2; exit 2; fi
mkdir -p "$OUT" || exit 2
W=$(mktemp -d) || exit 2
trap 'rm -rf "$W"' EXIT

# save FILE COMMAND: puts the answer behind what the file has.
save() { known '^$' '' "$@"; }

# known ERRORS ANSWER FILE COMMAND: as save; an error that says that nothing is set is an answer too.
known() {
  ERRORS=$1 ANSWER=$2 FILE=$3; shift 3
  if "$@" > "$W/answer" 2> "$W/error"; then [ ! -s "$W/answer" ] || cat "$W/answer" >> "$FILE"
  elif grep -Eq "$ERRORS" "$W/error" && [ -n "$ANSWER" ]; then printf '%s\n' "$ANSWER" >> "$FILE"
  else failed "$@"; fi
}

# names COMMAND: what the command lists, for a loop.
names() {
  if "$@" > "$W/names" 2> "$W/error"; then tr '\t' '\n' < "$W/names" | sed '/^None$/d'; else failed "$@"; fi
}

failed() {
  CODE=$(sed -n 's/.*An error occurred (\([A-Za-z0-9.]*\)).*/\1/p' "$W/error" | head -n 1)
  SAID=$(tr '\n\t"\\' "  '/" < "$W/error" | tr -d '\000-\037' | sed 's/^ *//; s/ *$//' | cut -c 1-500)
  COMMAND=$(printf '%s' "$*" | tr '\n\t"\\' "  '/" | tr -d '\000-\037' | cut -c 1-500)
  printf '{"Error":{"Code":"%s","Message":"%s"},"Command":"%s"}\n' "$CODE" "$SAID" "$COMMAND" >> "$OUT/failed.json"
  echo "could not read: $COMMAND: $SAID" >&2
}
`;

const FOOT = String.raw`if [ -s "$OUT/failed.json" ]; then
  echo "$(wc -l < "$OUT/failed.json") commands failed: $OUT/failed.json tells which" >&2
  exit 1
fi
`;

/** The script of the commands: a folder for each account and region, or vendor. */
export function scriptText(all: readonly Collecting[]): string {
  const parts = [HEAD];
  const [account, region] = [linesOf(all, 'account'), linesOf(all, 'region')];
  if (account.length + region.length > 0) {
    parts.push(
      'export AWS_PAGER="" AWS_DEFAULT_OUTPUT=json\nACCOUNT=$(aws sts get-caller-identity --query Account --output text) || exit 2\nD="$OUT/$ACCOUNT"; mkdir -p "$D"\n',
    );
  }
  if (account.length > 0) parts.push(`${account.join('\n')}\n`);
  if (region.length > 0) {
    parts.push(
      `for R in \${REGIONS:-$(names aws ec2 describe-regions --query 'Regions[].RegionName' --output text)}; do\nD="$OUT/$ACCOUNT/$R"; mkdir -p "$D"\n${region.join('\n')}\ndone\n`,
    );
  }
  for (const where of ['azure', 'google', 'kubernetes', 'terraform'] as const) {
    const lines = linesOf(all, where);
    if (lines.length === 0) continue;
    const project = where === 'google' ? 'PROJECT=${PROJECT:-$(gcloud config get-value project)}\n' : '';
    parts.push(`mkdir -p "$OUT/${where}"\n${project}${lines.join('\n')}\n`);
  }
  parts.push(FOOT);
  return parts.join('\n');
}
