import { functions as table } from '../functions/index.ts';
import { signatureOf } from '../functions/signature.ts';
import { nearest } from '../text/suggest.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

/** `gsl functions`: the functions of the language, or all that is known of one. Gives the exit code. */
export async function functions(name: string | undefined, io: CommandIo): Promise<number> {
  if (name === undefined) {
    const width = Math.max(...table.map((definition) => signatureOf(definition).length));
    const lines = table.map((definition) => {
      const mark = definition.origin === 'extension' ? ' (extension)' : '';
      return `${signatureOf(definition).padEnd(width)}  ${definition.summary}${mark}`;
    });
    await io.out(`${lines.join('\n')}\n`);
    return EXIT.ok;
  }
  const definition = table.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (definition === undefined) {
    const near = nearest(
      name,
      table.map((known) => known.name),
    );
    throw new UsageError(
      `no function \`${name}\`${near === undefined ? '; `gsl functions` lists them' : `; did you mean \`${near}\`?`}`,
    );
  }
  const { summary, parameters, details, examples, origin } = definition;
  const lines = [signatureOf(definition), '', summary, '', `origin: ${origin}`];
  for (const parameter of parameters) lines.push(`${parameter.name} (${parameter.kind}): ${parameter.summary}`);
  lines.push('', ...details.map((detail) => `- ${detail}`), '', 'examples:');
  for (const { condition, entity, holds, now, why } of examples) {
    const note = [now === undefined ? '' : `now ${now}`, why ?? ''].filter((text) => text !== '').join('; ');
    lines.push(
      `  ${String(holds).padEnd(5)}  ${condition}  on ${JSON.stringify(entity)}${note === '' ? '' : `  (${note})`}`,
    );
  }
  await io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
