import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { intentsPage, readIntents } from '../../scripts/packs/intents.ts';
import { listPackRules } from '../../src/rules/packs/index.ts';

const data = readIntents();
const intents = data.groups.flatMap(({ cloud, service, intents: all }) =>
  all.map((one) => ({ place: `${cloud}, ${service}: ${one.intent}`, ...one })),
);

test('there are many, each told once', () => {
  expect(intents.length).toBeGreaterThan(120);
  expect(new Set(intents.map(({ place }) => place)).size).toBe(intents.length);
});

test('every rule that is named is in a pack', async () => {
  const known = new Set((await listPackRules()).map(({ id }) => id));
  const named = intents.flatMap(({ place, rules = [] }) => rules.map((id) => ({ place, id })));
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(({ id }) => !known.has(id))).toEqual([]);
});

test('every intent has rules, each once, or a reason that is told, and not both', () => {
  const wrong = intents.filter(({ rules = [], reason, lacks, note }) =>
    rules.length > 0
      ? reason !== undefined || note !== undefined || new Set(rules).size !== rules.length
      : reason === undefined || !Object.hasOwn(data.reasons, reason) || lacks !== undefined,
  );
  expect(wrong).toEqual([]);
});

test('what is not read is named', () => {
  const unnamed = intents.filter(({ reason, note }) => ['unread', 'outside', 'gone'].includes(reason ?? '') && !note);
  expect(unnamed).toEqual([]);
});

test('nothing but what is known is said of an intent: a comma without quotes cuts a text in two', () => {
  const known = new Set(['place', 'intent', 'rules', 'lacks', 'reason', 'note']);
  expect(intents.flatMap((one) => Object.keys(one).filter((key) => !known.has(key)))).toEqual([]);
});

test('the page is what the data gives: run `npm run docs`', () => {
  const page = readFileSync(new URL('../../docs/rules/intents.md', import.meta.url), 'utf8');
  expect(page).toBe(intentsPage(data));
  expect(page).toContain(`| Intents | ${intents.length} |`);
});

test('the page counts answers, parts and reasons', () => {
  const page = intentsPage({
    reasons: { unwritten: 'Not yet written', unread: 'Not read' },
    groups: [
      {
        cloud: 'AWS',
        service: 'S3',
        intents: [
          { intent: 'a', rules: ['R.1', 'R.2'] },
          { intent: 'b', rules: ['R.1'], lacks: 'c' },
          { intent: 'd', reason: 'unwritten' },
          { intent: 'e', reason: 'unread', note: 'f' },
        ],
      },
    ],
  });
  for (const line of [
    '| Intents | 4 |',
    '| Answered | 2 |',
    '| of these, in part | 1 |',
    '| Not answered: Not read | 1 |',
    '| AWS | 4 | 2 |',
    '| a | R.1, R.2 |',
    '| b | R.1 (in part; without c) |',
    '| d | none. Not yet written |',
    '| e | none. Not read (f) |',
  ]) {
    expect(page.split('\n')).toContain(line);
  }
});
