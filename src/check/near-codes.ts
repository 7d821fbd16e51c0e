/*
 * What is there by a code, where a rule asks for what people call it: regions by their place, resources by their name, the key of
 * a tag with its value behind it.
 */

/** `us-east-1`, `eu_west_3`, `us-gov-west-1` */
const REGION =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:[-_]gov)?[-_](?:north|south)?(?:north|south|east|west|central)[-_]\d$/u;
/** What is no place: parts of the world, as codes begin with them, and what is in no region. */
const NO_PLACE =
  /^(?:(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:[-_%].*)?|%.*|(?:aws[-_ ])?global|all|any|none|null|unknown|\*)$/iu;
/** `ami-0abc1234` */
const ID = /^(ami|eni|igw|nat|rtb|sg|snap|subnet|vol|vpc)-[\da-f]{8,17}$/u;
/** An image that stands without the registry that it comes from. */
const OF_NO_REGISTRY = /^(?![^/]*[.:][^/]*\/)(?!localhost\/)[a-z\d][\w./-]*(?:[:@][\w.:-]+)?$/u;

/** What is there, and what to write for it. */
export interface CodedValue {
  readonly value: string;
  readonly help: string;
}

/**
 * What stands for the written text by a code, where all that is there are such codes; undefined where none does.
 *
 * @example
 * codedOtherwise('Ireland', ['us-west-2'])?.value // 'us-west-2'
 */
export function codedOtherwise(written: string, there: readonly string[]): CodedValue | undefined {
  const [value] = there;
  if (value === undefined) return undefined;
  if (!/\d/u.test(written) && !NO_PLACE.test(written) && there.every((text) => REGION.test(text)))
    return { value, help: 'regions are there by their codes, and not by their places' };
  const kind = ID.exec(value)?.[1];
  if (kind !== undefined && !written.startsWith(`${kind}-`) && there.every((text) => ID.exec(text)?.[1] === kind))
    return { value, help: `all that is there are ids, \`${kind}-…\`, and no names` };
  // `VM running` and `VM stopped`, of which a rule asks `running`.
  const [before] = /^\p{L}[\p{L}\d]*[ _]/u.exec(value) ?? [];
  const whole = before && there.find((text) => text.toLowerCase() === (before + written).toLowerCase());
  if (before && whole && there.length > 1 && there.every((text) => text.startsWith(before)))
    return { value: whole, help: `did you mean \`'${whole}'\`, as the others begin too?` };
  const end = endBehind(written, there);
  if (end !== undefined) return { value: end, help: `did you mean \`'${end}'\`, as the others end too?` };
  const account = there.find((text) => isAccountIn(text, written));
  if (account !== undefined)
    return { value: account, help: `did you mean \`'${account}'\`? accounts are twelve digits` };
  const [, key = '', rest = ''] = /^([\w:./-]+)=([^=]+)$/u.exec(written) ?? [];
  return key !== '' && there.includes(key)
    ? { value: key, help: `a key and its value stand apart: \`key = '${key}' and value = '${rest}'\`` }
    : undefined;
}

/** `CustomRole` beside `BuiltInRole`, of which a rule asks `Custom`: the text with the end that all of them have. */
function endBehind(written: string, there: readonly string[]): string | undefined {
  const whole = there.find((text) => text.toLowerCase().startsWith(written.toLowerCase()));
  const end = whole?.slice(written.length) ?? '';
  if (whole === undefined || there.length < 2 || !/^(?:[-_ ]\p{L}|\p{Lu}\p{Ll})/u.test(end)) return undefined;
  return there.every((text) => text.endsWith(end)) ? whole : undefined;
}

/** Whether an account is the one of an ARN, or of a number that lost the zeros before it. */
function isAccountIn(account: string, written: string): boolean {
  if (!/^\d{12}$/u.test(account)) return false;
  return written.startsWith('arn:')
    ? written.split(':').includes(account)
    : /^\d{6,11}$/u.test(written) && account === written.padStart(12, '0');
}

/** Whether a text is the id of a resource, which says nothing of its name. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether a pattern names the registry that images come from where none is named. */
export function namesTheDefault(pattern: string): boolean {
  return DEFAULT.test(pattern);
}

const DEFAULT = /^(?:(?:index|registry-1)\.)?docker\.io\//u;

/**
 * An image that a pattern with the default registry leaves out.
 *
 * @example
 * ofDefaultRegistry('docker.io/%', ['nginx:1.27'])?.value // 'nginx:1.27'
 */
export function ofDefaultRegistry(pattern: string, there: readonly string[]): CodedValue | undefined {
  const value = namesTheDefault(pattern) ? there.find(isOfNoRegistry) : undefined;
  return value === undefined
    ? undefined
    : { value, help: 'an image without a registry is one of `docker.io`, which is written in few of them' };
}

/** Whether an image has no registry before its name. */
export function isOfNoRegistry(image: string): boolean {
  return OF_NO_REGISTRY.test(image);
}
