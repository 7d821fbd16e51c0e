import { reasonOf } from '../findings/reason.ts';
import { explanationLines } from '../findings/tree.ts';
import { indexResources } from '../assess/resources.ts';
import { EntityRecord, readInventory } from '../inventory/index.ts';
import type { Entity, UnknownProperties } from '../values/entity.ts';
import { tryCompile } from '../compile/rule.ts';
import { printable } from '../text/frame.ts';
import { problemText } from '../reporters/pretty.ts';
import { EXIT } from './exit-codes.ts';
import { type CommandIo, printDiagnostics } from './io.ts';
import { clockOf } from './options.ts';

/** More entities than this are no explanation. */
const MAX_ENTITIES = 20;

/** `gsl explain`: the whole tree of a rule's condition for the entities of a file. Gives the exit code. */
export async function explain(
  text: string,
  inputs: readonly string[],
  flags: { readonly now?: string; readonly entity?: string },
  io: CommandIo,
): Promise<number> {
  const now = clockOf(flags.now);
  const { compiled, diagnostics } = tryCompile(text);
  printDiagnostics(io, diagnostics);
  if (compiled === undefined) return EXIT.error;
  const entities: Entity[] = [];
  const unknown = new Map<Entity, UnknownProperties>();
  let code: number = EXIT.ok;
  for await (const record of readInventory(inputs, { stdin: io.stdin })) {
    if (record instanceof EntityRecord) {
      entities.push(record.entity);
      if (record.unknown !== undefined) unknown.set(record.entity, record.unknown);
    } else {
      io.err(`${problemText(record)}\n`);
      code = EXIT.error;
    }
  }
  const wanted = entities.filter(
    (entity) =>
      compiled.isTarget(entity) &&
      (flags.entity === undefined || entity.id === flags.entity || entity.name === flags.entity),
  );
  const resources = indexResources(entities);
  for (const entity of wanted.slice(0, MAX_ENTITIES)) {
    const { status, explain: why } = compiled.evaluate(entity, { now, resources, unknown: unknown.get(entity) ?? {} });
    const explanation = why();
    const reason = reasonOf(explanation);
    await io.out(
      `${printable(entity.name ?? entity.id ?? entity.type)}: ${status}${reason === '' ? '' : ` because ${printable(reason)}`}\n`,
    );
    await io.out(
      `${explanationLines(explanation)
        .map((line) => `  ${line}`)
        .join('\n')}\n`,
    );
    if (status === 'error') code = EXIT.error;
  }
  if (wanted.length === 0)
    io.err(
      `no ${flags.entity === undefined ? 'entity' : `entity \`${flags.entity}\``} of the rule's target in the input\n`,
    );
  if (wanted.length > MAX_ENTITIES)
    io.err(`${wanted.length - MAX_ENTITIES} more entities are not shown; name one with --entity\n`);
  return code;
}
