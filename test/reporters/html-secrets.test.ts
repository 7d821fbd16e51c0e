import { expect, test } from 'vitest';
import { html } from '../../src/reporters/html.ts';
import { render } from './support.ts';

test.each([
  ['a bearer token', 'Bearer abcdefghijklmnopqrstuvwxyz0123456789'],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----'],
  ['a password of an address', 'https://user:s3cretword@host/'],
])('the page does not show %s of an entity', async (_, secret) => {
  const rules = [{ id: 'r', severity: 'High', logic: 'Thing should have name' }] as const;
  const entities = [{ type: 'Thing', id: 't', note: secret }];
  const page = await render(html, { rulesets: [{ name: 'ours', rules }], entities } as never);
  expect(page).toContain('Thing');
  const hidden = secret.includes('s3cretword') ? 's3cretword' : secret.split('\n').at(secret.includes('\n') ? 1 : 0);
  expect(page).not.toContain(hidden);
});
