/**
 * Systems of continuous integration read their logs: `##vso[…]`, `##[…]` and `##teamcity[…]` anywhere in a line, and
 * `::name …::` at its start, are commands to them. Here their marks are broken, visibly and without a change of length.
 *
 * @param text one line, or several
 * @example
 * withoutCommands('web ##vso[task.setvariable variable=PATH]x') // 'web #\ufffdvso[task.setvariable variable=PATH]x'
 */
export function withoutCommands(text: string): string {
  const shown = text.includes('##') ? text.replace(/##(?=\w*\[)/gu, '#\ufffd') : text;
  return shown.includes('::') ? shown.split('\n').map(withoutLineCommands).join('\n') : shown;
}

/** A command at the start of a line, or behind another end of a line within it. Blanks are looked at once, however many. */
function withoutLineCommands(line: string): string {
  const last = line.lastIndexOf('::');
  if (last <= 0) return line;
  return line.replace(STARTS, (mark: string, _end, _blanks, at: number) =>
    at + mark.length + 1 < last ? `${mark.slice(0, -1)}\ufffd` : mark,
  );
}

const STARTS = /(^|[\r\u2028\u2029])([^\S\r\u2028\u2029]*):(?=:[a-z])/giu;
