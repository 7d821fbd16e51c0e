/** Texts that a simple pattern matches: alternatives, groups, classes, repetition. For test patterns only. */
export function textsFor(pattern: string): string[] {
  const reader = { rest: pattern };
  return alternatives(reader).slice(0, 4);
}

interface Reader {
  rest: string;
}

function take(reader: Reader, length = 1): string {
  const taken = reader.rest.slice(0, length);
  reader.rest = reader.rest.slice(length);
  return taken;
}

function alternatives(reader: Reader): string[] {
  const found = [sequence(reader)];
  while (reader.rest.startsWith('|')) {
    take(reader);
    found.push(sequence(reader));
  }
  return found;
}

function sequence(reader: Reader): string {
  let text = '';
  while (reader.rest !== '' && !/^[|)]/.test(reader.rest)) {
    const atom = one(reader);
    const [counted, least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.rest) ?? [''];
    take(reader, counted!.length);
    text += least === undefined ? atom : atom.repeat(Number(least));
  }
  return text;
}

function one(reader: Reader): string {
  const sign = take(reader);
  if (sign === '^' || sign === '$') return '';
  if (sign === '.') return 'x';
  if (sign === '\\') {
    const escaped = take(reader);
    return { w: 'a', d: '1', s: ' ', S: 'a', W: '-', D: 'a', b: '' }[escaped] ?? escaped;
  }
  if (sign === '(') {
    if (reader.rest.startsWith('?:')) take(reader, 2);
    const [first] = alternatives(reader);
    take(reader);
    return first!;
  }
  if (sign === '[') {
    const negated = reader.rest.startsWith('^');
    const body = /^\^?((?:[^\]\\]|\\.)*)\]/.exec(reader.rest)?.[1] ?? '';
    take(reader, body.length + (negated ? 2 : 1));
    const plain = body.replace(/^\\w.*/, 'a').replace(/^\\d.*/, '1');
    return negated
      ? (['~', 'q', '5'].find((sample) => !body.includes(sample)) ?? '~')
      : plain.slice(0, 1).replace('\\', body[1] ?? '');
  }
  return sign;
}
