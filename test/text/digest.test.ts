import { expect, test } from 'vitest';
import { digest, portableDigest } from '../../src/text/digest.ts';

test.each(['', 'a', 'é', 'half \ud800 of a pair', '["D9.AWS.IAM.51","IamUser"]'])('%j has one digest', (text) => {
  expect(digest(text)).toBe(portableDigest(text));
  expect(digest(text)).toMatch(/^[0-9a-f]{32}$/u);
});
