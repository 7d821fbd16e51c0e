import { nearName } from '../check/names.ts';
import { type CallValue, callsOf } from '../plan/plan.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';
import type { Message } from '../text/message.ts';
import type { EntityRecord } from '../values/record.ts';
import { segmentsOf } from '../values/path.ts';
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
    const near = nearName(type, context.entityTypes.keys());
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
      message: `\`${name}\` is in none of ${records.length} \`${type}\` ${records.length === 1 ? 'entity' : 'entities'} that \`${call.name}\` looks through`,
      at,
      ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
    },
  ];
}

/** Whether an entity has a property, or its source does not tell. */
function canHave({ entity, unknown }: EntityRecord, name: string): boolean {
  return (
    Object.hasOwn(entity, name) ||
    (unknown !== undefined && Object.keys(unknown).some((path) => path.split('.')[0] === name))
  );
}
