import type { FunctionDefinition, FunctionExample } from '../src/functions/define.ts';
import { signatureOf } from '../src/functions/signature.ts';

const ORIGIN = {
  documented: 'documented by the vendor',
  observed: 'observed in published rules',
  extension: 'ours: an extension, refused under `--strict`',
} as const;

/** grammar/functions.md: the function table for people. */
export function functionsPage(functions: readonly FunctionDefinition[]): string {
  const groups = [
    functions.filter(({ origin }) => origin !== 'extension'),
    functions.filter(({ origin }) => origin === 'extension'),
  ] as const;
  return `<!-- Generated from src/functions by \`npm run docs\`. Do not edit. -->

# Functions

A function follows the property that it looks at: \`inboundRules length() > 0\`. The examples below run as tests.

${groups[0].map(section).join('\n')}
# Extensions

Nothing public shows these; they are ours, and \`--strict\` refuses them.

${groups[1].map(section).join('\n')}`;
}

/** The functions in one table, for grammar/SEMANTICS.md. */
export function functionsTable(functions: readonly FunctionDefinition[]): string {
  const rows = functions.map((definition) => {
    const { name, receiver, result, origin } = definition;
    return `| [\`${signatureOf(definition)}\`](functions.md#${name.toLowerCase()}) | ${receiver ?? 'nothing'} | ${result} | ${origin === 'extension' ? 'ours' : origin} |`;
  });
  return ['| function | on | gives | origin |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function section(definition: FunctionDefinition): string {
  const { name, origin, receiver, parameters, result, summary, details, examples } = definition;
  const lines = [`## ${name}`, '', `\`${signatureOf(definition)}\``, '', summary, ''];
  lines.push(`- On: ${receiver ?? 'nothing, it begins an operand'}. Gives: ${result}. Origin: ${ORIGIN[origin]}.`);
  for (const parameter of parameters) lines.push(`- \`${parameter.name}\` (${parameter.kind}): ${parameter.summary}.`);
  for (const detail of details) lines.push(`- ${detail}`);
  lines.push('', '| entity | condition | holds |', '|---|---|---|', ...examples.map(row), '');
  return lines.join('\n');
}

function row({ condition, entity, holds, now, resources, why }: FunctionExample): string {
  const notes = [
    now === undefined ? '' : `now ${now}`,
    resources === undefined ? '' : `snapshot ${JSON.stringify(resources)}`,
    why ?? '',
  ]
    .filter((note) => note !== '')
    .join('; ');
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  return `| \`${cell(JSON.stringify(entity))}\` | \`${cell(condition)}\` | ${holds}${notes === '' ? '' : ` (${cell(notes)})`} |`;
}
