import { describe, expect, test } from 'vitest';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import {
  actionsOf,
  codeActions,
  codeText,
  completions,
  diagnose,
  formatting,
  hover,
  listReferences,
  observe,
  outline,
  renameList,
  semanticTokens,
  signature,
  verdict,
} from '../../src/services/index.ts';
import { entityRecord } from '../../src/values/record.ts';

/** The caret is where the bar is. */
function atCaret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.replace('|', ''), offset };
}

const groups = [
  {
    type: 'SecurityGroup',
    name: 'web',
    inboundRules: [{ protocol: 'TCP', port: 443, scope: '0.0.0.0/0' }],
    'no word!': 1,
    labels: ['blue', 'green'],
    owner: { team: "o'hara" },
  },
  { type: 'Printer', name: 'p1', trays: [{ sheets: 20 }] },
];
const options = {
  schemas: cloudGuardSchemas,
  observed: observe(groups),
  lists: { Offices: ['192.0.2.0/24', '198.51.100.0/24'] },
};

function labelsAt(marked: string): readonly string[] {
  const { text, offset } = atCaret(marked);
  return completions(text, offset, options).map(({ label }) => label);
}

describe('completion offers', () => {
  const cases: readonly [marked: string, some: readonly string[], none: readonly string[]][] = [
    ['|', ['IamUser', 'SecurityGroup', 'Printer', 'true'], ['where', 'length']],
    ['Iam|', ['IamUser'], ['SecurityGroup']],
    ['IamUser |', ['where', 'should'], ['and', 'mfaActive']],
    ['IamUser should |', ['have', 'not', 'mfaActive'], ['should', 'where']],
    ['IamUser should have mfa|', ['mfaActive'], ['name']],
    [
      'SecurityGroup should have inboundRules |',
      ['contain', 'length', 'isEmpty', 'with'],
      ['startsWith', 'protocol', '='],
    ],
    ['SecurityGroup should have name |', ['=', 'like', 'startsWith', 'regexMatch', 'in'], ['protocol']],
    ['SecurityGroup should have inboundRules contain [ |', ['protocol', 'port', 'scope'], ['inboundRules']],
    ['SecurityGroup should have inboundRules contain [ port = 443 and pro|', ['protocol'], ['port']],
    ['SecurityGroup should have inboundRules contain [ $.|', ['protocol', 'port'], ['inboundRules']],
    ['SecurityGroup should have inboundRules contain [ ~.|', ['inboundRules', 'name'], ['protocol']],
    ['SecurityGroup should have owner.|', ['team'], ['name', 'and']],
    ['SecurityGroup should have owner.t|', ['team'], []],
    ['SecurityGroup should have owner.|team = 1', ['team'], []],
    ['SecurityGroup should have owner.team = |', ["'o''hara'"], ["'web'"]],
    ["SecurityGroup should have name = '|", ["'web'"], []],
    ['SecurityGroup should have name in (|', ["'web'", '$Offices'], []],
    ["SecurityGroup should have name in ('x', |", ["'web'"], []],
    ["SecurityGroup should have name in ('x', 'w|')", ["'web'"], []],
    ['SecurityGroup should have inboundRules contain [ protocol = |', ["'TCP'"], ["'web'"]],
    ['IamUser should have mfaActive = |', ['true', 'false'], []],
    ['Printer should have trays with [ sheets = |', ['20'], []],
    ['IamUser should have name = 1 |', ['and', 'or', 'exclude'], ['like']],
    ["IamUser should have createDate before(-90, '|", ["'days'", "'hours'"], ["'web'"]],
    ['IamUser should have createDate before(-90, |)', ["'days'"], []],
    ["IamUser should have getResource('Sec|", ["'SecurityGroup'"], ["'IamUser'"]],
    ["IamUser should have name = 'a' adn mfa|", ['mfaActive'], ['name']],
    ['IamUser should have getR|', ['getResource', 'getResources'], ['isEmpty']],
    ['IamUser should have name isEm|()', ['isEmpty'], []],
  ];

  test.each(cases)('%s', (marked, some, none) => {
    const labels = labelsAt(marked);
    expect(labels).toEqual(expect.arrayContaining([...some]));
    for (const label of none) expect(labels).not.toContain(label);
  });

  test('a completion replaces the word at the caret, and calls a function once', () => {
    const { text, offset } = atCaret('IamUser should have name isEm|pt()');
    const [first] = completions(text, offset, options);
    expect(first).toMatchObject({ label: 'isEmpty', text: 'isEmpty', span: { start: 25, end: 31 } });
    expect(first).not.toHaveProperty('snippet');
  });

  test('functions come with places to fill in and their documentation', () => {
    const { text, offset } = atCaret('IamUser should have createDate bef|');
    expect(completions(text, offset, options)[0]).toMatchObject({
      kind: 'function',
      snippet: 'before(${1:amount}, ${2:unit})',
      documentation: expect.stringContaining('```gsl') as string,
    });
  });

  test('nothing that cannot be written as a property', () => {
    expect(labelsAt('SecurityGroup should have no|')).not.toContain('no word!');
  });

  test('what was seen stands beside a property', () => {
    const { text, offset } = atCaret('SecurityGroup should have owner.te|');
    expect(completions(text, offset, options)[0]).toMatchObject({
      detail: 'text',
      documentation: `In the inventory 1 times: \`"o'hara"\`.`,
    });
  });

  test('every prefix of a rule has an answer, and none throws', () => {
    const rule =
      "SecurityGroup where name like 'a%' should not have inboundRules contain [ port in (1, 2) and not scope = '0' ] exclude id isEmpty()";
    for (let offset = 0; offset <= rule.length; offset += 1) {
      expect(() => completions(rule, offset, options)).not.toThrow();
      expect(() => completions(rule.slice(0, offset), offset, options)).not.toThrow();
      expect(() => hover(rule, offset, options)).not.toThrow();
    }
  });

  test('names of prototypes are no types, properties or lists', () => {
    for (const text of [
      'constructor should have ',
      '__proto__ where toString.',
      'IamUser should have a in ($constructor',
    ]) {
      expect(() => completions(text, text.length, options)).not.toThrow();
      expect(hover(text, 3, options)?.text ?? '').not.toContain('function Object');
    }
  });
});

describe('a condition that stands alone', () => {
  const alone = { ...options, readAs: 'condition' } as const;

  test('has all services', () => {
    expect(diagnose("name lik 'a%'", alone).map(({ code }) => code)).toEqual(['misspelt-keyword']);
    expect(codeActions("name lik 'a%'", undefined, alone).map(({ title }) => title)).toEqual(['write `like`']);
    expect(completions('name ', 5, alone).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['like', 'in', 'isEmpty']),
    );
    expect(completions('name = 1 ', 9, alone).map(({ label }) => label)).toEqual(['and', 'or']);
    expect(hover('name isEmpty()', 7, alone)?.text).toContain('True when nothing');
    expect(formatting('(name=1)', alone)[0]?.text).toBe('name = 1');
    expect(semanticTokens('name isEmpty()', alone).map(({ kind }) => kind)).toEqual(['property', 'function']);
  });
});

describe('what an inventory holds', () => {
  test('no value of what is secret', () => {
    const record = entityRecord(
      { type: 'Db', name: 'd', password: 'hunter2', users: [{ token: 't0' }] },
      { file: 'x' },
      undefined,
      ['password', 'users.0.token'],
    );
    const seen = observe([record]).get('Db');
    expect([...(seen?.properties.get('password')?.values ?? [])]).toEqual([]);
    expect(JSON.stringify([...(seen?.properties.get('users')?.elements?.properties.get('token')?.values ?? [])])).toBe(
      '[]',
    );
    expect([...(seen?.properties.get('name')?.values ?? [])]).toEqual(['d']);
  });

  test('is bounded', () => {
    const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`p${index}`, index]));
    const seen = observe([{ type: 'T', ...wide, list: Array.from({ length: 500 }, (_, index) => index) }]).get('T');
    expect(seen?.properties.size).toBeLessThanOrEqual(1_000);
  });
});

describe('hover', () => {
  const cases: readonly [marked: string, underlined: string, said: string][] = [
    ['Secu|rityGroup should have name', 'SecurityGroup', '1 in the inventory'],
    ['SecurityGroup should have na|me', 'name', 'property `name`: text'],
    ['SecurityGroup should have owner.te|am', 'team', "o'hara"],
    ['SecurityGroup should have inboundRules contain [ po|rt = 1 ]', 'port', 'property `port`: number'],
    ['IamUser should have name isEm|pty()', 'isEmpty', 'True when nothing is there'],
    ['Subnet should have cidr in ($Off|ices)', '$Offices', '192.0.2.0/24'],
  ];

  test.each(cases)('%s', (marked, underlined, said) => {
    const { text, offset } = atCaret(marked);
    const found = hover(text, offset, options);
    expect(text.slice(found?.span.start, found?.span.end)).toBe(underlined);
    expect(found?.text).toContain(said);
  });

  test('what a code means stands below', () => {
    const text = 'IamUser should have mfaActive = treu';
    expect(hover(text, 34, options)?.text).toMatch(/^property `treu`[^]*`misspelt-keyword`/u);
    expect(hover('IamUser shoud have name', 9, options)?.text).toContain('`misspelt-keyword`');
    expect(codeText('no-such-code')).toBeUndefined();
    expect(codeText('constructor')).toBeUndefined();
  });

  test('nothing on a keyword', () => expect(hover('IamUser should have name', 10, options)).toBeUndefined());
});

test.each([
  ['IamUser should have createDate before(|', 0],
  ['IamUser should have createDate before(-90, |', 1],
  ['IamUser should have createDate before(-90, 1, |', undefined],
  ['IamUser should have (name = 1 and |', 'none'],
  ['IamUser should have createDate before(-90)|', 'none'],
])('signature %s', (marked, active) => {
  const { text, offset } = atCaret(marked);
  const found = signature(text, offset);
  expect(found === undefined ? 'none' : found.active).toBe(active);
});

test('repairs are applied to the text that is broken, and mend it', () => {
  let text = 'IamUser shoud have mfaActive==true';
  for (let action = codeActions(text)[0]; action !== undefined; action = codeActions(text)[0]) {
    const { span, text: instead } = action.fix;
    text = text.slice(0, span.start) + instead + text.slice(span.end);
  }
  expect(text).toBe('IamUser should have mfaActive=true');
  expect(diagnose(text)).toEqual([]);
  expect(codeActions('IamUser shoud have mfaActive==true', { start: 0, end: 3 })).toEqual([]);
  expect(actionsOf([])).toEqual([]);
});

test('semantic tokens tell a type, a property and a function apart, also in a broken rule', () => {
  const kinds = (text: string): readonly string[] =>
    semanticTokens(text).map(({ span, kind }) => `${text.slice(span.start, span.end)}:${kind}`);
  expect(kinds("List<IamUser> should have items with [ name isEmpty() or a.b like 'x' ] contain [ $ = 1 ]"))
    .toMatchInlineSnapshot(`
    [
      "List:keyword",
      "<:operator",
      "IamUser:type",
      ">:operator",
      "should:keyword",
      "have:keyword",
      "items:property",
      "with:keyword",
      "name:property",
      "isEmpty:function",
      "or:keyword",
      "a.b:property",
      "like:keyword",
      "'x':string",
      "contain:keyword",
      "$:variable",
      "=:operator",
      "1:number",
    ]
  `);
  expect(kinds('IamUser should have name isEmpty( =')).toContain('name:property');
});

test('outline', () => {
  expect(outline("SecurityGroup where name = 'a' should not have inboundRules contain [ ports contain [ $ = 1 ] ]"))
    .toMatchInlineSnapshot(`
    [
      {
        "kind": "target",
        "label": "SecurityGroup",
        "parts": [],
        "span": {
          "end": 13,
          "start": 0,
        },
      },
      {
        "kind": "clause",
        "label": "where",
        "parts": [],
        "span": {
          "end": 30,
          "start": 20,
        },
      },
      {
        "kind": "clause",
        "label": "should not have",
        "parts": [
          {
            "kind": "block",
            "label": "inboundRules contain",
            "parts": [
              {
                "kind": "block",
                "label": "ports contain",
                "parts": [],
                "span": {
                  "end": 93,
                  "start": 70,
                },
              },
            ],
            "span": {
              "end": 95,
              "start": 47,
            },
          },
        ],
        "span": {
          "end": 95,
          "start": 47,
        },
      },
    ]
  `);
  expect(outline('true')).toEqual([]);
  expect(outline('(((')).toEqual([]);
});

test('named lists are found and renamed, not in texts', () => {
  const text = "Subnet should have cidr in ($Offices) and name = '$Offices' or cidr in ($Other)";
  expect(listReferences(text).map(({ name }) => name)).toEqual(['Offices', 'Other']);
  expect(renameList(text, 'Offices', 'Sites')).toEqual([{ span: { start: 29, end: 36 }, text: 'Sites' }]);
  expect(() => renameList(text, 'Offices', 'a b')).toThrow(RangeError);
});

test('formatting', () => {
  expect(formatting('IamUser  SHOULD have (mfaActive=TRUE)')).toEqual([
    { span: { start: 0, end: 37 }, text: 'IamUser should have mfaActive = true' },
  ]);
  expect(formatting('IamUser should have mfaActive = true\n')).toEqual([]);
  expect(formatting('IamUser shoud')).toEqual([]);
});

describe('verdicts', () => {
  const users = [
    { type: 'IamUser', name: 'alice', mfaActive: true },
    { type: 'IamUser', name: 'bob', mfaActive: false },
  ];

  test.each([
    ['IamUser should have mfaActive = true', '1 failed, 1 passed'],
    ['IamUser should have mfaActve = true', '2 failed, 1 place without support'],
    ['Subnet should have cidr', 'not judged: the inventory has none of its type'],
    ['IamUser shoud have mfaActive', 'cannot be run'],
  ])('%s', async (rule, said) => {
    const { text } = await verdict(rule, users);
    expect(text).toBe(said);
  });

  test('names what fails', async () => {
    expect(await verdict('IamUser should have mfaActive = true', users)).toMatchObject({ failing: ['bob'], tested: 2 });
  });
});
