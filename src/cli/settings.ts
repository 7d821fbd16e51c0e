import { checkCondition } from '../check/check.ts';
import { type Baseline, readBaseline } from '../findings/baseline.ts';
import { openInput } from '../inventory/files/bytes.ts';
import { type ParameterValues, parseParameters } from '../inventory/index.ts';
import { InputFailure } from '../inventory/problems.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { SeverityOverride } from '../rules/overrides.ts';
import type { EmbeddedText } from '../rules/parse-text.ts';
import { readSeverity, severities, type Severity } from '../rules/severity.ts';
import type { Diagnostic } from '../text/message.ts';
import { UsageError } from './exit-codes.ts';
import { readText } from './files.ts';
import type { CommandIo } from './io.ts';
import { refuseFile } from './refuse.ts';
import { systemReason } from './system-reason.ts';

/** The baseline that an earlier report makes. */
export async function baselineIn(file: string): Promise<Baseline> {
  try {
    const { chunks, close } = await openInput({ file, path: file }, () => undefined);
    try {
      return await readBaseline(chunks);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof InputFailure) throw new UsageError(`cannot read \`${file}\`: ${systemReason(error)}`);
    if (error instanceof TypeError)
      throw new UsageError(`--baseline: \`${file}\` is no report of --format json or ndjson`);
    throw error;
  }
}

/** The severities whose findings make the exit code 1. */
export function failOnOf(text: string): ReadonlySet<Severity> {
  if (text.toLowerCase() === 'never') return new Set();
  const least = readSeverity(text);
  if (least === undefined)
    throw new UsageError(`--fail-on: \`${text}\` is no severity; there are ${[...severities, 'never'].join(', ')}`);
  return new Set(severities.slice(severities.indexOf(least)));
}

/** An exclusion that cannot be read would hide nothing, silently; so it is an error of use. */
export async function exclusionsOf(files: readonly string[], io: CommandIo): Promise<Exclusion[]> {
  const all: Exclusion[] = [];
  for (const file of files) {
    const { parseExclusions } = await import('../rules/parse-text.ts');
    const { exclusions, diagnostics, expressions } = parseExclusions(await readText(file), file);
    const wrong = [...expressions.values()].flat().flatMap(conditionErrors);
    refuseFile(io, [...diagnostics, ...wrong], file);
    for (const exclusion of exclusions) all.push(exclusion);
  }
  return all;
}

/** Errors in a condition without a target, at their place in the file. */
function conditionErrors({ source, inFile }: EmbeddedText): readonly Diagnostic[] {
  return checkCondition(source)
    .filter(({ severity }) => severity === 'error')
    .map((found) => inFile({ ...found, at: { ...found.at, source } }));
}

/** Severities of rules that a file changes. */
export async function overridesOf(file: string, io: CommandIo): Promise<readonly SeverityOverride[]> {
  const { parseOverrides } = await import('../rules/parse-text.ts');
  const { overrides, diagnostics } = parseOverrides(await readText(file), file);
  refuseFile(io, diagnostics, file);
  return overrides;
}

/** Values of parameters of templates. */
export async function parametersOf(file: string): Promise<ParameterValues> {
  try {
    return parseParameters(await readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`--parameters: \`${file}\`: ${error.message}`);
  }
}
