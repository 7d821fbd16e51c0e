import type { CommandIo } from '../io.ts';

/** A command's world of which what is printed is noted. */
export function tellingTo(problems: string[]): CommandIo {
  return {
    out: () => Promise.resolve(),
    err: (text) => void problems.push(text.trim()),
    stdin: (async function* () {})(),
    colorOut: false,
    colorErr: false,
    isInteractive: false,
  };
}
