import { successionHelp, successionOf } from './succession.ts';
import type { Message } from '../text/message.ts';
import type { AssessmentSummary, RuleSummary } from './summary.ts';

/** More types are counted, not named. */
const MAX_NAMED = 10;

/**
 * The type that is meant where the case or the number differs: `SecurityGroups` for `SecurityGroup`; or the same of a cloud's
 * own: `Google_cloudkms_CryptoKey` for `CryptoKey`; or that which took its place in a provider of Terraform.
 */
export function lookalikeOf(type: string, types: Iterable<string>): string | undefined {
  const form = plainForm(type);
  const others = [...types].filter((candidate) => candidate !== type).sort();
  return (
    others.find((candidate) => plainForm(candidate) === form) ??
    others.find((candidate) => OF_CLOUD.test(candidate) && plainForm(candidate.replace(/^.*_/u, '')) === form) ??
    others.find((candidate) => plainForm(candidate) === form.replace(/^(?:aws|azure|gcp|google)_?/u, '')) ??
    successionOf(type, others)
  );
}

/** How readers call what the vendor has no entity of. */
const OF_CLOUD = /^(?:AWS_API|Azure|Google)_/u;

/** That entities of a rule's target are there under another name. */
export function lookalikeNote(target: string, lookalike: string): Message {
  return {
    code: 'entity-type-not-there',
    severity: 'note',
    message: `no entity of type \`${target}\`; the input has \`${lookalike}\``,
    help: adviceOn(target, lookalike),
  };
}

function adviceOn(target: string, meant: string): string {
  return successionHelp(target, meant) ?? `did you mean \`${meant}\`?`;
}

/** Why nothing was judged, where nothing was: a report of such a run must not look like one without findings. */
export function nothingJudged(
  rules: readonly RuleSummary[],
  targets: ReadonlyMap<string, number>,
  { entities, entityTypes }: Pick<AssessmentSummary, 'entities' | 'entityTypes'>,
): Message | undefined {
  const code = 'nothing-judged';
  // A rule that cannot be run is told by itself; the constant rule needs no entity, and `where` was asked of those there.
  if (rules.some(({ status, tested }) => tested > 0 || status === 'passed')) return undefined;
  if (rules.length > 0 && !rules.some(({ status }) => status === 'not judged')) return undefined;
  if (rules.length === 0) return { code, severity: 'error', message: 'there is no rule to judge by' };
  const asked = listed([...targets].map(([type, count]) => `\`${type}\`${count === 1 ? '' : ` (${count} rules)`}`));
  if (entities === 0) {
    const message = 'no rule had an entity to judge: the input holds no entity';
    return { code, severity: 'error', message, help: `the rules judge ${asked}` };
  }
  const types = Object.keys(entityTypes);
  const found = listed(Object.entries(entityTypes).map(([type, count]) => `${count} \`${type}\``));
  const advice = [...targets.keys()].flatMap((type) => {
    const meant = lookalikeOf(type, types);
    return meant === undefined ? [] : [adviceOn(type, meant)];
  });
  const message = `no rule had an entity to judge: the input has ${found}`;
  const help = `the rules judge ${asked}${advice
    .slice(0, 1)
    .map((said) => `; ${said}`)
    .join('')}`;
  return { code, severity: 'error', message, help };
}

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${names.slice(0, MAX_NAMED).join(', ')} and ${more} more` : names.join(', ');
}

function plainForm(type: string): string {
  return type.toLowerCase().replace(/s$/u, '');
}
