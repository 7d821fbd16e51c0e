import { type Network, networkOf } from '../values/network.ts';
import { propertyOf } from '../values/path.ts';
import { elementsOf } from '../values/value.ts';
import { addMisread, type Work } from '../values/work.ts';
import { SOURCES } from '../values/firewall-rule.ts';
import type { Misread } from './define.ts';

/** Text that is no network, and no list with one. */
export function misreadNetwork(receiver: unknown): Misread | undefined {
  const texts = elementsOf(receiver).filter((element) => typeof element === 'string' && element !== '') as string[];
  if (texts.length === 0 || texts.some((text) => networkOf(text) !== undefined)) return undefined;
  return { as: 'an address or a network', isNear: texts.every((text) => LIKE_NETWORK.test(text)) };
}

/** Rules of a firewall none of whose sources is a network. */
export function misreadRules(receiver: unknown): Misread | undefined {
  const sources = elementsOf(receiver).flatMap((rule) => SOURCES.flatMap((name) => elementsOf(propertyOf(rule, name))));
  const misread = misreadNetwork(sources);
  return misread === undefined ? undefined : { ...misread, as: 'rules with an address or a network as their source' };
}

/** The network that a text names, as a function of networks reads it; one that is meant for one and names none is noted. */
export function readNetwork(name: string, text: string, work: Work): Network | undefined {
  const network = networkOf(text, work);
  if (network === undefined) noteMisread(work, name, text);
  return network;
}

/** Notes a text that is no network, where it is written like one: among others that are, nothing else tells of it. */
export function noteMisread(work: Work | undefined, name: string, text: string): void {
  if (work?.misreads !== undefined && LIKE_NETWORK.test(text)) addMisread(work.misreads, name, { count: 1, text });
}

/** Numbers with dots, of which an O may be meant for a zero, or hexadecimal ones with colons, and a prefix. */
const LIKE_NETWORK = /^(?:\d[\do]{0,4}(?:\.[\do]{1,5}){1,4}|[\da-f]{0,5}(?::[\da-f]{0,5}){2,8})(?:\/[\do]{1,4})?$/iu;
