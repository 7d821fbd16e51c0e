/* Makes inputs of inputs. The same seed gives the same ones. */

/** A source of numbers below a bound. */
export type Dice = (bound: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, bound);
  };
}

/** Longer inputs are cut: what is long is tried by tables of its own, and costs time here. */
const MAX_LENGTH = 4_000;

const NUMBERS = ['0', '-1', '1e999', '2147483648', '9007199254740993', '0.1', '-0', '01', '1'.repeat(30)];
const MARKS = [
  '\u0000',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\ud83d',
  '😀',
  'ſ',
  'İ',
  '\u001b[31m',
  '\\',
  '"',
  "'",
  '\n',
  '\r\n',
  '\t',
  '%',
  '{{',
  '}}',
  '__proto__',
  'constructor',
];

/** One input of another, with words of the target's language and pieces of its other inputs. */
export function mutate(input: string, others: readonly string[], words: readonly string[], dice: Dice): string {
  let text = input;
  for (let turn = dice(4); turn >= 0; turn -= 1) text = changed(text, others, words, dice);
  return text.slice(0, MAX_LENGTH);
}

function changed(text: string, others: readonly string[], words: readonly string[], dice: Dice): string {
  const at = dice(text.length + 1);
  const end = Math.min(text.length, at + 1 + dice(dice(4) === 0 ? 200 : 8));
  const put = (piece: string): string => text.slice(0, at) + piece + text.slice(at);
  switch (dice(10)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return put(text.slice(at, end));
    case 2:
      return put(text.slice(at, end).repeat(2 + dice(40)));
    case 3:
    case 4:
      return put(words[dice(words.length)] ?? '');
    case 5:
      return put(MARKS[dice(MARKS.length)] ?? '');
    case 6:
      return text.replace(/\d+/u, NUMBERS[dice(NUMBERS.length)] ?? '0');
    case 7: {
      const other = others[dice(others.length)] ?? '';
      const from = dice(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + 1 + dice(200)) + text.slice(dice(2) === 0 ? at : end);
    }
    case 8:
      return text.slice(0, at) + String.fromCharCode(dice(256)) + text.slice(at + 1);
    default: {
      const other = others[dice(others.length)] ?? '';
      return text.slice(0, at) + other.slice(dice(other.length + 1));
    }
  }
}
