/**
 * Systems of continuous integration read their logs: `##vso[…]`, `##[…]` and `##teamcity[…]` anywhere in a line, and
 * `::name …::` at its start, are commands to them. Here their marks are broken, visibly and without a change of length.
 *
 * @param text one line, or several
 * @example
 * withoutCommands('web ##vso[task.setvariable variable=PATH]x') // 'web #\ufffdvso[task.setvariable variable=PATH]x'
 */
export function withoutCommands(text: string): string {
  return text.includes('##') || text.includes('::')
    ? text.replace(/##(?=\w*\[)/gu, '#\ufffd').replace(/^([^\S\n]*):(?=:[a-z][^\n]*::)/gimu, '$1\ufffd')
    : text;
}
