import { describe, expect, it } from 'vitest';
import { valueText } from '../../src/findings/value-text.ts';
import { withoutCredentials, withoutUser } from '../../src/text/credentials.ts';

describe('what is a secret by its form is not shown', () => {
  it.each([
    ['https://user:token@example.com/x', 'https://…@example.com/x'],
    ['git+ssh://deploy:s3cr3t@host/r.git', 'git+ssh://…@host/r.git'],
    ['https://h/x?sig=abcdef%3D&sv=1', 'https://h/x?sig=…&sv=1'],
    ['https://h/x?sv=1&X-Amz-Signature=0a1b2c', 'https://h/x?sv=1&X-Amz-Signature=…'],
    ['https://h/x?access_token=abc#top', 'https://h/x?access_token=…#top'],
    ['jdbc:sqlserver://h;user=sa;password=Pa55;encrypt=true', 'jdbc:sqlserver://h;user=sa;password=…;encrypt=true'],
    [
      'AccountName=a;SharedAccessKeyName=n;SharedAccessKey=zz==',
      'AccountName=a;SharedAccessKeyName=n;SharedAccessKey=…',
    ],
    ['Authorization: Bearer abcdefgh12345', 'Authorization: Bearer …'],
    ['basic dXNlcjpwYXNz', 'basic …'],
    ['x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_d y', 'x eyJ… y'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----…-----END RSA PRIVATE KEY-----',
    ],
    ['ghp_0123456789abcdefghij', 'ghp_…'],
    ['https://hooks.slack.com/services/T0/B0/XXXX', 'https://hooks.slack.com/services/…'],
  ])('%s', (text, shown) => {
    expect(withoutCredentials(text)).toBe(shown);
  });

  it.each([
    'arn:aws:iam::123456789012:user/alice',
    'https://example.com/keys?page=2&keyboard=1',
    'basic',
    'the bearer of news',
    'eyJ.short.one',
    '-----BEGIN CERTIFICATE-----\nMIIEabc',
    'npm_run',
  ])('%s stays', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  it('in linear time', () => {
    const texts = ['://', '?key=', '-eyJaaaaaaaa.', '-eyJ', '-----BEGIN ', 'bearer ', 'ghp_', '&sig=&', ';'].map(
      (part) => part.repeat(1_000_000 / part.length),
    );
    for (const text of texts) expect(withoutCredentials(text).length).toBeGreaterThan(0);
  });

  it('in as much time for each long word as for a short one', () => {
    const word = 'Ab3'.repeat(3_000);
    for (let turn = 0; turn < 5_000; turn += 1) expect(valueText(word)).toHaveLength(63);
  });

  it.each([
    [`${'a '.repeat(2_045)}?token=${'s'.repeat(5_000)}`, 63],
    [`token=${'s'.repeat(5_000)}`, 63],
  ])('where a long text is cut', (text, length) => {
    expect(valueText(text)).toHaveLength(length);
  });
});

it('an id loses the user alone: two entities stay two', () => {
  expect(withoutUser('https://a:b@h/x?key=1')).toBe('https://…@h/x?key=1');
});

it('a reason shows no secret', () => {
  expect(valueText('https://h/?token=abc')).toBe("'https://h/?token=…'");
});
