import { assess } from '../../src/assess/assess.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';

/** What the evidence of a rule says of entities of the type `T`, or of their own: severity, message and help. */
export async function said(logic: string, entities: readonly object[]): Promise<readonly string[]> {
  const assessment = assess(
    [{ id: 'r', severity: 'Low', logic }],
    entities.map((entity, index) => ({ type: 'T', id: String(index), ...entity })),
    { now: 0, schemas: cloudGuardSchemas },
  );
  for await (const _ of assessment);
  return assessment.summary.rules.flatMap(({ evidence }) =>
    evidence.map(({ severity, message, help = '' }) => `${severity}: ${message} | ${help}`),
  );
}

/** Entities with one property, `v`. */
export const of = (...values: readonly unknown[]): object[] => values.map((v) => ({ v }));
