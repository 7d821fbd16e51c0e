import { expect, test } from 'vitest';
import type { EvaluationContext, FunctionDefinition, ParameterDefinition } from '../../src/functions/define.ts';
import { functionNamed, functions, functionTable } from '../../src/functions/index.ts';
import { signatureOf } from '../../src/functions/signature.ts';
import { wrongArgument } from '../../src/functions/wrong-argument.ts';
import { EvaluationError } from '../../src/values/value.ts';

/*
 * What every function gives for every kind of receiver, as a table in `every-kind.txt`: values and errors with their words.
 * `npx vitest run every-kind -u` writes it; what changed is to be read.
 */

const RECEIVERS: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, 22, 1e21, 10n ** 20n, Number.NaN],
  ...['', 'a', 'Ab,c', 'a,b,,c', 'äÖ😀', '22', 'x'.repeat(1001)],
  ...['10.0.0.1', '10.0.0.0/8', '10.0.0.0/33', '8.8.8.8', '0.0.0.0/0', '2001:db8::/32', 'fe80::1/64'],
  ...['2025-12-31T00:00:00Z', '2026-01-02', '2026-01-01T00:00:00+02:00', 'N/A', 1_767_225_600, 1_767_225_600_000],
  ...['arn:aws:iam::123456789012:root', 'root', '{ $.a = 1 }', '{"a":[1,{"b":2}]}', '{"a":', '[1]'],
  ...[
    [],
    [null],
    ['a'],
    ['b', 'a', 'A', 'a'],
    [1, 1.0, '1', true],
    [[1], [1]],
    ['10.0.0.1', '8.8.8.8'],
    ['a', null, {}],
  ],
  ...[
    [{ source: '8.8.8.0/24', port: 0, portTo: 65535 }],
    [
      { source: '10.0.0.0/8', port: 22 },
      { source: '::/0', port: 0 },
    ],
  ],
  ...[
    [undefined, 'a'],
    [{ a: 'xyz' }, { a: 'q' }, { a: ['r', 's'] }],
  ],
  ...[{}, { a: 1 }, { a: { b: 'x' } }, { a: null }, [{ a: 1 }, { a: 1 }, { a: [2, 3] }, {}], [{ a: { b: 'y' } }, 'z']],
];

const CONTEXT: EvaluationContext = {
  now: Date.UTC(2026, 0, 1),
  resources: {
    find: (type, path, value) => {
      if (type === 'Hidden') return new EvaluationError('unknown', `${path} of ${type} is not known`);
      return value === 'a'
        ? [
            { type, id: '1' },
            { type, id: '2' },
          ]
        : [];
    },
  },
};

/** Arguments to try in a place: each kind as it is meant, its borders, and others. */
function candidates({ kind, values, range, name }: ParameterDefinition): readonly unknown[] {
  if (values !== undefined) return [values[0], values.at(-1)];
  if (range !== undefined) return [...range];
  switch (kind) {
    case 'number':
      return [0, 2, 22];
    case 'path':
      return ['a', 'a.b'];
    case 'network':
      return ['10.0.0.0/8', '2001:db8::/32'];
    default:
      return name === 'pattern' ? ['{ $.a = 1 }', '{ ($.a = 1) && ($.b = 2) }'] : ['a', ',', ''];
  }
}

function argumentLists({ parameters, name }: FunctionDefinition): readonly (readonly unknown[])[] {
  if (name.startsWith('getResource'))
    return [
      ['VPC', 'a', 'id'],
      ['VPC', 'z', 'id'],
      ['Hidden', 'a', 'id'],
    ];
  const lists = parameters.map(candidates);
  const longest = Math.max(1, ...lists.map(({ length }) => length));
  const usual = Array.from({ length: longest }, (_, at) => lists.map((list) => list[at % list.length]));
  // What an entity gives in the place of a literal, and more than one where more are taken.
  const odd =
    parameters.length === 0
      ? []
      : [[undefined], [null], [[]], [{ a: 1 }], ['x'], ['a', 'b'], ['8.8.8.0/24', '10.0.0.0/8']];
  return [...usual, ...odd];
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value instanceof EvaluationError)
    return `error ${value.code}: ${value.message}${value.help === undefined ? '' : ` (${value.help})`}`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
  return text.length > 100 ? `${text.slice(0, 40)}… (${text.length})` : text;
}

/** All receivers for the first arguments, and some of them in turn for the others. */
function some(place: number): readonly unknown[] {
  return place < 2 ? RECEIVERS : RECEIVERS.filter((_, index) => index % 6 === place % 6);
}

/** Receivers that give the same stand in one line. */
function tableOf(definition: FunctionDefinition): string {
  const parts = argumentLists(definition).map((args, place) => {
    const bound = definition.bind(args);
    const receivers = new Map<string, string[]>();
    for (const receiver of definition.receiver === undefined ? [undefined] : some(place)) {
      const given = shown(bound(receiver, CONTEXT));
      receivers.set(given, [...(receivers.get(given) ?? []), shown(receiver)]);
    }
    const lines = [...receivers].map(([given, names]) => `  ${given} <- ${names.join('  ')}`);
    return `${definition.name}(${args.map(shown).join(', ')})\n${lines.join('\n')}`;
  });
  return parts.join('\n');
}

test('what every function gives for every kind of receiver', async () => {
  await expect(`${functions.map(tableOf).join('\n\n')}\n`).toMatchFileSnapshot('every-kind.txt');
});

test('what is said of arguments of a wrong kind, and where there are no other entities', async () => {
  const lines = functions.flatMap((definition) => [
    signatureOf(definition),
    ...[[], {}, null, 'x', 5].map(
      (found, place) => `  ${shown(found)}: ${shown(wrongArgument(definition, place % 2, found))}`,
    ),
    ...(definition.receiver === undefined
      ? [`  alone: ${shown(definition.bind(['VPC', 'a', 'id'])(undefined, { now: 0 }))}`]
      : []),
  ]);
  const own = (name: string): FunctionDefinition => ({ ...requiredFunction('isEmpty'), name });
  const table = functionTable([own('zzz'), own('aaa'), own('mmm')]);
  await expect([...lines, table.all.map(({ name }) => name).join(' ')].join('\n')).toMatchFileSnapshot(
    'every-kind-arguments.txt',
  );
});

function requiredFunction(name: string): FunctionDefinition {
  const found = functionNamed(name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}
