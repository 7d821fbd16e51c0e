import { dirname, join } from 'node:path';
import { problem } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import type { ProblemRecord, Provenance } from '../../../values/record.ts';

/** The folder that a module's `source` names from that of its caller; undefined where it is not on the disk. */
export function localSource(folder: string, source: unknown): string | undefined {
  return typeof source === 'string' && /^\.\.?(?:\/|$)/u.test(source) ? withoutSlash(join(folder, source)) : undefined;
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/[/\\]$/u, '') : path;
}

/**
 * That the resources of a module are in no input; undefined where files of its folder are inputs too.
 *
 * @param source what the module's `source` is, where it is known
 * @param place where the module stands
 */
export function moduleProblem(
  name: string,
  source: unknown,
  place: Provenance,
  { inputs = [] }: ReadOptions,
): ProblemRecord | undefined {
  const folder = localSource(dirname(place.file), source);
  if (folder !== undefined && inputs.some((file) => join(dirname(file)) === folder)) return undefined;
  const from = typeof source === 'string' ? ` (${source})` : '';
  return problem(
    'incomplete-input',
    `the module \`${name}\`${from} makes resources that are in no input`,
    { ...place, address: `module.${name}` },
    'read the plan, which has them: terraform show -json plan.tfplan',
  );
}
