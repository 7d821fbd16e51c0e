/** Text without the user and the token that stand before the host of an address: `https://…@example.com`. */
export function withoutUser(text: string): string {
  return text.includes('://') ? text.replace(/(:\/\/)[^\s/?#@]+@/gu, '$1…@') : text;
}

/** Secrets that are known by their form, with what is shown of them. None looks at a character more than a few times. */
const SECRETS: readonly (readonly [pattern: RegExp, shown: string | ((found: string) => string)])[] = [
  [
    /([?&;](?:x-(?:amz|goog)-(?:signature|security-token|credential)|(?:access|auth|refresh|id)?[-_]?token|sig|signature|api[-_]?key|key|passw(?:or)?d|pwd|(?:client[-_]?)?secret|(?:account|shared[-_]?access)[-_]?key|code)=)[^&;#\s]+/giu,
    '$1…',
  ],
  [/\b(bearer|basic) [\w.~+/=-]{8,}/giu, '$1 …'],
  [/\beyJ[\w.-]+/gu, withoutJwt],
  [/(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^-]+/gu, '$1…'],
  [/\b(gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|[rs]k_live_|npm_|AIza)[\w-]{10,}/gu, '$1…'],
  [/(hooks\.slack\.com\/services\/)[\w/]+/giu, '$1…'],
];

/** Three parts between points, the first of which begins as JSON does in base64. */
function withoutJwt(found: string): string {
  const parts = found.split('.');
  const lengthOf = (part = ''): number => part.length - Math.max(0, part.indexOf('eyJ'));
  const at = parts.findIndex(
    (part, place) =>
      place < parts.length - 2 && part.includes('eyJ') && lengthOf(part) > 10 && lengthOf(parts[place + 1]) > 7,
  );
  const part = parts[at];
  return part === undefined ? found : [...parts.slice(0, at), `${part.slice(0, part.indexOf('eyJ'))}eyJ…`].join('.');
}

const MARKS = ['?', '&', ';', 'eyJ', '-----BEGIN', 'glpat-', 'xox', 'AIza'];

/** Whether a text may hold a secret by its form: most texts hold none, and are asked once. */
export function mayHoldCredentials(text: string): boolean {
  return text.includes('://') || mayHoldSecret(text);
}

/** Searches for a text are several times as fast as a pattern, so that patterns wait for a character that theirs need. */
function mayHoldSecret(text: string): boolean {
  return (
    MARKS.some((mark) => text.includes(mark)) ||
    (text.includes(' ') && /(?:bearer|basic) /iu.test(text)) ||
    (text.includes('_') && /gh[oprsu]_|_pat_|_live_|npm_/u.test(text)) ||
    (text.includes('.') && /slack\.com/iu.test(text))
  );
}

/**
 * Text without what is a secret by its form: user and token before the host of an address, signatures and tokens in its
 * query, bearer tokens, private keys, tokens of known services.
 */
export function withoutCredentials(text: string): string {
  const shown = withoutUser(text);
  if (!mayHoldSecret(shown)) return shown;
  let masked = shown;
  for (const [pattern, instead] of SECRETS)
    masked = typeof instead === 'string' ? masked.replace(pattern, instead) : masked.replace(pattern, instead);
  return masked;
}
