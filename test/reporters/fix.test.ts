import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fix } from '../../src/reporters/fix.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { HOSTILE, render, rule } from './support.ts';

const rulesets = [
  {
    name: 'r',
    rules: [
      rule({
        id: 'MFA',
        severity: 'High',
        logic: 'IamUser should have mfaActive = true',
        remediation: { cli: 'echo {{name}} {{id}}\necho "{{name}}"' },
      }),
      rule({ id: 'TEXT', logic: 'IamUser should have mfaActive = true', remediation: { text: 'Ask\nsomebody.' } }),
    ],
  },
];
const entities = Object.entries(HOSTILE).map(([id, name]) => ({ type: 'IamUser', id, name, mfaActive: false }));

test('names the entity, and does nothing as it is', async () => {
  const script = await render(fix, {
    rulesets,
    entities: [{ type: 'IamUser', id: 'A1', name: 'bob', mfaActive: false }],
  });
  expect(script).toContain(
    '## MFA  High  IamUser should have mfaActive = true\n##   bob  A1\n##   because mfaActive is false, not true\n# echo bob A1\n# echo "bob"\n',
  );
  expect(script).toContain('##   the rule names no command\n##   Ask\n##   somebody.\n##   bob  A1\n');
  expect(execFileSync('sh', { input: script, encoding: 'utf8' })).toBe('');
});

test('whatever entities are called, every line is a comment, and what is uncommented is what the rule says', async () => {
  const script = await render(fix, { rulesets, entities });
  const lines = script.split('\n').filter((line) => line !== '' && line !== 'set -eu');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([]);
  const run = script.replace(/^# /gmu, '');
  const { status, stdout, stderr } = spawnSync('sh', ['-c', run], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  // Two lines for each entity: no name has become a command.
  expect(stdout.trim().split('\n')).toHaveLength(entities.length * 2);
});

test('a terminal shows the commands with the names, and wraps them so that they can be copied', async () => {
  const text = await render(pretty, {
    rulesets: [
      {
        name: 'r',
        rules: [
          rule({
            id: 'MFA',
            logic: 'IamUser should have mfaActive = true',
            remediation: { cli: 'aws iam something --with-an-option value --user-name {{name}}' },
          }),
        ],
      },
    ],
    entities: [{ type: 'IamUser', id: 'A1', name: 'bob', mfaActive: false }],
    terminal: { width: 50 },
  });
  expect(text).toContain('    aws iam something --with-an-option value \\\n      --user-name bob\n');
});
