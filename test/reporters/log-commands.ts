/*
 * What the runners of CI systems read out of a log, as their published sources do: actions/runner (ActionCommand.cs) and
 * azure-pipelines-agent (Command.cs).
 */

/** A command as a runner takes it. */
export interface LogCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const GITHUB_DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const GITHUB_PROPERTY = [...GITHUB_DATA.slice(0, 2), ['%3A', ':'], ['%2C', ','], ['%25', '%']] as const;
const AZURE = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%AZP25', '%'],
] as const;

/** `::name key=value,key=value::data` at the start of a line, and `##[name key=value;]data` anywhere in it. */
export function githubCommand(line: string): LogCommand | undefined {
  const text = line.trimStart();
  if (text.startsWith('::')) {
    const end = text.indexOf('::', 2);
    if (end > 0) return commandOf(text.slice(2, end), ',', text.slice(end + 2), GITHUB_PROPERTY, GITHUB_DATA);
  }
  return bracketed(text, '##[', GITHUB_DATA);
}

/** `##vso[area.event key=value;]data` anywhere in a line; `##[section]` colours and folds. */
export function azureCommand(line: string): LogCommand | undefined {
  return bracketed(line, '##vso[', AZURE) ?? bracketed(line, '##[', AZURE);
}

type Escapes = readonly (readonly [written: string, meant: string])[];

function bracketed(line: string, mark: string, escapes: Escapes): LogCommand | undefined {
  const start = line.indexOf(mark);
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  return commandOf(line.slice(start + mark.length, end), ';', line.slice(end + 1), escapes, escapes);
}

function commandOf(
  info: string,
  separator: string,
  data: string,
  ofProperty: Escapes,
  ofData: Escapes,
): LogCommand | undefined {
  const blank = info.indexOf(' ');
  const command = blank < 0 ? info : info.slice(0, blank);
  if (command === '') return undefined;
  const written = blank < 0 ? [] : info.slice(blank + 1).split(separator);
  const pairs = written.flatMap((pair) => {
    const [name = '', ...value] = pair.split('=');
    return name.trim() === '' ? [] : [[name.trim(), unescaped(value.join('='), ofProperty)] as const];
  });
  return { command, properties: Object.fromEntries(pairs), data: unescaped(data, ofData) };
}

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((said, [written, meant]) => said.replaceAll(written, meant), text);
}
