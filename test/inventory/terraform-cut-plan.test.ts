import { expect, it } from 'vitest';
import { judge } from './support.ts';

/** A plan of one bucket whose values after it were cut off, as who shares a plan may do. */
function cut(actions: readonly string[], after_unknown: object = {}): string {
  const change = { actions, before: null, after: null, after_unknown };
  const resource = { address: 'aws_s3_bucket.b', mode: 'managed', type: 'aws_s3_bucket', name: 'b', change };
  return JSON.stringify({ format_version: '1.2', terraform_version: '1.9.0', resource_changes: [resource] });
}

it('a resource that is made without its values is there, and what it would have is not known', async () => {
  expect(await judge('aws_s3_bucket should have bucket', cut(['create']))).toEqual(['error b']);
  expect(await judge("aws_s3_bucket should not have acl='public-read'", cut(['update']))).toEqual(['error b']);
  expect(await judge('aws_s3_bucket should not have logging', cut(['delete', 'create']))).toEqual(['error b']);
});

it.each([[['delete']], [['forget']], [['no-op']]])('of %j nothing is left', async (actions) => {
  expect(await judge('aws_s3_bucket should have bucket', cut(actions))).toEqual([]);
});
