import { expect, test } from 'vitest';
import { entries, exportsOf } from './support/public-surface.ts';

/*
 * What each entry of the package exports, types too: a name that comes or goes is a decision, and shows here. To accept
 * one: `npx vitest run public-surface -u`.
 */

test.each(entries)('%s', (_, file) => {
  const names = exportsOf(file).map(({ name, isType }) => (isType ? `type ${name}` : name));
  expect(names.sort().join('\n')).toMatchSnapshot();
});
