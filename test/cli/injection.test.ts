import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ATTACKS } from '../reporters/attacks.ts';
import { azureCommand, githubCommand } from '../reporters/log-commands.ts';
import { gsl, user } from './support.ts';

/* What the command says of other people's texts does nothing in a terminal and in the log of a CI system. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-injection-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function file(extension: string, content: string): string {
  count += 1;
  const path = join(folder, `f${count}.${extension}`);
  writeFileSync(path, content);
  return path;
}

const users = file('json', JSON.stringify([user('alice', true, true)]));
const quoted = (text: string): string => JSON.stringify(text);

/** Each makes the command say the text: as a rule, an id, a name of a file, something broken in a file. */
const MESSAGES: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'check of a rule': (text) => ['check', text],
  'check of a rule with a name': (text) => ['check', `IamUser should have ${text} = 1`],
  'check of a string': (text) => ['check', `IamUser should have name = '${text}' and`],
  'check of a ruleset': (text) => [
    'check',
    file('yaml', `rules:\n  - {id: ${quoted(text)}, logic: ${quoted(text)}, severity: ${quoted(text)}}\n`),
  ],
  'explain of a rule': (text) => ['explain', text, users],
  'explain of an entity': (text) => [
    'explain',
    "IamUser should have name = 'x'",
    file('json', JSON.stringify({ type: 'IamUser', id: text, name: text })),
  ],
  'evaluate of a missing file': (text) => ['evaluate', text],
  'evaluate of broken JSON': (text) => [
    'evaluate',
    file('json', `[{"type":"IamUser","name":${quoted(text)}}, ${text}`),
  ],
  'evaluate of records that are none': (text) => [
    'evaluate',
    file('ndjson', `${JSON.stringify({ type: 'IamUser' })}\n${JSON.stringify({ [text]: text })}\n`),
  ],
  'evaluate with a rule': (text) => ['evaluate', users, '--rule', text],
  'evaluate with an id': (text) => ['evaluate', users, '--id', text],
  'evaluate with a format': (text) => ['evaluate', users, '--format', text],
  'evaluate with a clock': (text) => ['evaluate', users, '--now', text],
  'evaluate with exclusions': (text) => [
    'evaluate',
    users,
    '--exclusions',
    file('yaml', `- {comment: x, ${quoted(text)}: ${quoted(text)}, rules: [{id: ${quoted(text)}}]}\n`),
  ],
  'evaluate with a baseline': (text) => ['evaluate', users, '--baseline', text],
  'evaluate with a project': (text) => [
    'evaluate',
    users,
    '--config',
    file('yaml', `${quoted(text)}: ${quoted(text)}\n`),
  ],
  'evaluate with a flag': (text) => ['evaluate', users, `--${text}`],
  'test of a ruleset': (text) => [
    'test',
    file(
      'yaml',
      `rules:\n  - id: ${quoted(text)}\n    severity: High\n    logic: IamUser should have mfa\n    tests: [{name: ${quoted(text)}, entity: {mfa: false, name: ${quoted(text)}}, expect: passed}]\n`,
    ),
  ],
  'fmt of a rule': (text) => ['fmt', file('gsl', text)],
  'report of a file': (text) => ['report', file('json', JSON.stringify({ findings: [text] }))],
  'rules of a ruleset': (text) => ['rules', '--ruleset', text],
  'a command': (text) => [text],
  'convert into YAML': (text) => ['convert', rulesetWith(text), '--to', 'yaml'],
  'convert for the portal': (text) => ['convert', rulesetWith(text)],
  'convert into Terraform': (text) => ['convert', rulesetWith(text), '--to', 'terraform'],
  'query of DuckDB': (text) => [
    'sql',
    `IamUser should have name = '${text.replaceAll("'", "''")}' and x`,
    '--dialect',
    'duckdb',
  ],
  'query of PostgreSQL': (text) => [
    'sql',
    `IamUser should have name = '${text.replaceAll("'", "''")}' and x`,
    '--dialect',
    'postgres',
  ],
  'query of a table': (text) => ['sql', 'IamUser should have name', '--dialect', 'duckdb', '--table', text],
};

function rulesetWith(text: string): string {
  const rule = {
    id: 'A',
    name: text,
    severity: 'High',
    logic: 'IamUser should have mfaActive = true',
    description: text,
  };
  return file('json', JSON.stringify({ name: text, rules: [{ ...rule, remediation: text, category: text }] }));
}

const attacks = Object.entries(ATTACKS);

test.each(Object.entries(MESSAGES))('%s', async (_, argsOf) => {
  for (const [name, text] of attacks) {
    const { out, err } = await gsl([...argsOf(text)]);
    for (const line of [...out.split('\n'), ...err.split('\n')]) {
      expect(githubCommand(line), `${name}: ${line}`).toBeUndefined();
      expect(azureCommand(line), `${name}: ${line}`).toBeUndefined();
      expect(line, name).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u,
      );
    }
  }
});
