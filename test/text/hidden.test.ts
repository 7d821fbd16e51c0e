import { expect, test } from 'vitest';
import { replaced, withoutHidden } from '../../src/text/hidden.ts';

test.each([
  // Names of people and places are told apart by the form of an ideograph: 葛 of Katsuragi and of Katsushika.
  ['葛\u{e0100}城市', '葛\u{e0100}城市'],
  ['東京都葛\u{e0101}飾区, 辻\u{e0100}', '東京都葛\u{e0101}飾区, 辻\u{e0100}'],
  ['𠮟\u{e0101}る', '𠮟\u{e0101}る'],
  ['﨑\ufe00', '﨑\ufe00'],
  ['❤\ufe0f ☎\ufe0e 👩\u200d💻 می\u200cخواهم', '❤\ufe0f ☎\ufe0e 👩\u200d💻 می\u200cخواهم'],
  // Bytes are hidden in rows of selectors, behind whatever is seen.
  ['a\u{e0100}', 'a\ufffd\ufffd'],
  ['\u{e0100}葛', '\ufffd\ufffd葛'],
  ['葛\u{e0100}\u{e0101}\u{e01ef}', '葛\u{e0100}\ufffd\ufffd\ufffd\ufffd'],
  ['😀\u{e0154}\u{e0155}', '😀\ufffd\ufffd\ufffd\ufffd'],
  ['葛\u{e0041}', '葛\ufffd\ufffd'],
  ['a\ufe00', 'a\ufffd'],
  ['a\u202eb\u200bc\u0085', 'a\ufffdb\ufffdc\ufffd'],
])('%j', (text, shown) => {
  expect(withoutHidden(text, replaced)).toBe(shown);
});
