import ipaddr from 'ipaddr.js';

/** The eight words of an IPv6 address in hexadecimal; undefined where the text is none. */
export function ipv6Words(text: string): readonly number[] | undefined {
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).parts : undefined;
}
