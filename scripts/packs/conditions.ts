/*
 * What rules of several packs ask alike of a policy's `Condition`. A statement for everybody is closed where a condition says
 * who asks, or from where: by an operator that names (`StringNotEquals` leaves all but one in, `…IfExists` whoever does not
 * tell), by a key that a stranger cannot set, and by values of which none stands for all, since one of them is enough. TLS, a
 * user agent, tags of his own and the like he has.
 */

const TEXTS = 'String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)';

const GLOBAL_KEYS =
  'FederatedProvider|Principal(Account|Arn|OrgID|OrgPaths|ServiceName)|Source(Account|Arn|Ip|OrgID|OrgPaths|Owner|Vpc|VpcArn|Vpce)|' +
  'Vpce(Account|OrgID|OrgPaths)|VpcSourceIp|userid';

const KEYS = `aws:(${GLOBAL_KEYS})|kms:CallerAccount|lambda:EventSourceToken|s3:DataAccessPoint(Account|Arn)|sns:Endpoint`;

/** What stands before the key in the operator's object; `${aws:username}` has braces of its own. */
const BEFORE = '([^{}]|[{][^{}]*[}])*';

function named(operators: string, keys: string): string {
  return `"(ForAnyValue:)?(${operators})":[{]${BEFORE}"(${keys})":`;
}

/** A value, or a list of such values alone. */
function each(value: string): string {
  return `(${value}|[[](${value},?)+[]])`;
}

/**
 * ARNs of one account, or of one thing whose name no other account can take; `\x2f` is a slash, which would end the pattern.
 *
 * @param open what may stand for more than it says
 */
function narrowArns(open: string): readonly string[] {
  return [
    String.raw`arn(:[^":]*){3}:([^"*?:${open}]{12}|[^"*?:${open}]+:)[^"]*`,
    String.raw`arn(:[^":]*){3}::[^"*?:\x2f${open}][^"]*`,
    String.raw`arn:[^":]*:(s3|execute-api):[^":]*:[*]:[^"*?:\x2f${open}][^"]*`,
  ];
}

/** Texts that narrow who may ask. */
const NARROW = [
  ...narrowArns(''),
  // Behind a wildcard only what is one account's or organization's.
  String.raw`[*?][^"]*([0-9]{12}|[*\x2f](ou?|r)-)[^"]*|[*]@[^"*?]+`,
  // Other texts: exact, or with a start that is more than `o-*`, `vpce-*` or `AROA*`.
  String.raw`([^"*?:\x2fa]|a[^"*?:r]|ar[^"*?:n])([^"*?]*|[^"*?]{5}[^"]*)`,
].join('|');

/** Networks that are a part of the world: `0.0.0.0/1` and `128.0.0.0/1` are all of it, and `2000::/3`. */
const NETWORK = String.raw`"[0-9a-f:.]+(\x2f([7-9]|[1-9][0-9]+))?"`;

const BY_TEXT = `${named(TEXTS, KEYS)}${each(`"(${NARROW})"`)}`;
const BY_NETWORK = `${named('IpAddress', 'aws:(SourceIp|VpcSourceIp)')}${each(NETWORK)}`;

/**
 * In a template `\x1a` stands for what is not known: an ARN of which that is all but how it begins is one of what is made with
 * it. `\x1b` is what whoever deploys it says, which may be `*`.
 */
const REFERENCE = String.raw`arn:\x1a[^":]*(:[^":]*){0,2}`;
const BY_ARN = `${named(TEXTS, KEYS)}${each(`"(${[REFERENCE, ...narrowArns(String.raw`\x1b`)].join('|')})"`)}`;

/** Other references; of what is wholly unknown, only accounts are taken for one. */
const BY_REFERENCE = [
  `${named('StringEquals(IgnoreCase)?', 'aws:SourceVpce?')}"vpce?-`,
  named('StringEquals(IgnoreCase)?', 'aws:(PrincipalAccount|SourceAccount|SourceOwner)|kms:CallerAccount'),
].join('|');

const SERVICES = `"Bool":[{]${BEFORE}"(aws:PrincipalIsAWSService|elasticfilesystem:AccessedViaMountTarget)":`;
const TRUE = '("?true|[[]"?true"?[]])';

const UNRESTRICTED = `not Condition regexMatch /${BY_TEXT}/i and not Condition regexMatch /${BY_NETWORK}|${SERVICES}${TRUE}/i`;

/** Words of rules that all packs know. */
const COMMON: ReadonlyMap<string, string> = new Map([
  ['unrestricted', UNRESTRICTED],
  // In a template a value may refer to what is made with it: then it is known how it begins, or that it is an account.
  ['unrestrictedInTemplate', `${UNRESTRICTED} and not Condition regexMatch /${BY_ARN}|${BY_REFERENCE}/i`],
]);

/** What a word stands for. Throws Error where no pack knows it. */
export function commonWord(name: string): string {
  const word = COMMON.get(name);
  if (word === undefined)
    throw new Error(`\`<<${name}>>\` is no word that packs know: ${[...COMMON.keys()].join(', ')}`);
  return word;
}
