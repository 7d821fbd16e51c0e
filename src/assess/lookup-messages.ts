import { namesOf, nearName } from '../check/known-names.ts';
import { type CallValue, callsOf } from '../plan/plan.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';
import { withoutCredentials } from '../text/credentials.ts';
import type { Message } from '../text/message.ts';
import type { EntityRecord } from '../values/record.ts';
import { pathReader, segmentsOf } from '../values/path.ts';
import { type LookupEvidence, MAX_LOOKUPS } from '../run/evidence-lookups.ts';
import { print } from '../syntax/print.ts';
import { allOf, inNoneOf, ownerText, placeOf } from './evidence-wording.ts';
import type { RuleRun } from './rule-run.ts';
import type { EvidenceContext } from './evidence-context.ts';

/** What `getResource` and its kin look for and no entity of the run can be: a misspelt type, a field that none has. */
export function lookupMessages(compiled: CompiledRule, context: EvidenceContext): readonly Message[] {
  if (compiled.resourceTypes.length === 0) return [];
  return callsOf(compiled.plan).flatMap((call) => callMessages(call, compiled, context));
}

function callMessages(call: CallValue, compiled: CompiledRule, context: EvidenceContext): readonly Message[] {
  const [type, , field] = call.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined));
  if (typeof type !== 'string' || !compiled.resourceTypes.includes(type)) return [];
  const at = { kind: 'text', source: compiled.source, span: call.node.span } as const;
  if (!context.entityTypes.has(type)) {
    const near = namesOf(context.entityTypes).near(type) ?? typeWithWords(type, context.entityTypes.keys());
    const there = near === undefined ? '' : `; there are \`${near}\``;
    return [
      {
        code: 'unsupported-type',
        severity: near === undefined ? 'note' : 'error',
        message: `no entity is of the type \`${type}\` that \`${call.name}\` looks for${there}`,
        at,
        ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
      },
    ];
  }
  const records = context.kept.get(type) ?? [];
  const name = typeof field === 'string' ? String(segmentsOf(field)[0]) : undefined;
  if (name === undefined || records.length === 0 || records.some((record) => canHave(record, name))) return [];
  const near = nearName(name, new Set(records.flatMap(({ entity }) => Object.keys(entity))));
  return [
    {
      code: 'unsupported-path',
      severity: near === undefined ? 'note' : 'error',
      message: `\`${name}\` is ${inNoneOf({ type, path: [] }, [], records.length)} that \`${call.name}\` looks through`,
      at,
      ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
    },
  ];
}

/** The only type that has all words of the written one, in their order: `aws_s3_bucket_public_access_block`. */
function typeWithWords(written: string, types: Iterable<string>): string | undefined {
  const words = written.split('_');
  if (words.length < 4) return undefined;
  const [found, ...others] = [...types].filter((type) => {
    let at = 0;
    for (const word of type.split('_')) if (word === words[at]) at += 1;
    return at === words.length;
  });
  return others.length === 0 ? found : undefined;
}

/** That a function never found anything, though there are entities of the type that it looks for. */
export function unansweredMessage(
  { part, owner, asked }: LookupEvidence,
  run: RuleRun,
  context: EvidenceContext,
): Message | undefined {
  const [type, , field] = part.args.map((arg) => (arg.kind === 'literal' ? arg.value : undefined));
  const records = typeof type === 'string' ? (context.kept.get(type) ?? []) : [];
  const name = part.args[2] === undefined ? 'id' : field;
  const path = typeof name === 'string' ? pathReader(segmentsOf(name)) : undefined;
  const known = records.find(({ entity, sensitive }) => sensitive === undefined && typeof path?.(entity) === 'string');
  if (asked === 0 || typeof type !== 'string' || typeof name !== 'string' || records.length === 0) return undefined;
  const [first] = segmentsOf(name);
  // The other message says that the field is nowhere.
  const isNowhere = !records.some((record) => canHave(record, String(first)));
  if (isNowhere && field !== undefined) return undefined;
  const which = asked < MAX_LOOKUPS ? allOf(owner, asked) : `the first ${ownerText(owner, [], asked)}`;
  const there = known === undefined ? '' : `, such as \`${withoutCredentials(String(path?.(known.entity)))}\``;
  return {
    code: 'unanswered-lookup',
    severity: 'note',
    message: `\`${print(part.node)}\` found nothing for ${which}`,
    ...placeOf(run, part.node),
    help: isNowhere
      ? `it looks for a \`${type}\` by its \`${name}\`, which none of them has; \`getResources\` looks by another property`
      : `it looks for a \`${type}\` whose \`${name}\` is the value${there}`,
  };
}

/** Whether an entity has a property, or its source does not tell. */
function canHave({ entity, unknown }: EntityRecord, name: string): boolean {
  return (
    Object.hasOwn(entity, name) ||
    (unknown !== undefined && Object.keys(unknown).some((path) => path.split('.')[0] === name))
  );
}
