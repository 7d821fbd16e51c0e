/* Addresses as whole numbers, ranges as their first and last one; every question is answered piece by piece. */

export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const ALL_4: Range = { family: 4, first: 0n, last: 2n ** 32n - 1n };
const ALL_6: Range = { family: 6, first: 0n, last: 2n ** 128n - 1n };

/** The addresses that a text names; undefined when it names none. */
export function rangeOf(text: string): Range | undefined {
  if (['*', 'any', 'internet', '0.0.0.0'].includes(text.toLowerCase())) return ALL_4;
  if (text === '::') return ALL_6;
  const [address, prefix, more] = text.split('/') as [string, string?, string?];
  if (more !== undefined || (prefix !== undefined && !/^(0|[1-9]\d{0,2})$/.test(prefix))) return undefined;
  const four = ipv4(address);
  if (four !== undefined) return masked(4, four, prefix);
  const six = ipv6(address);
  if (six === undefined) return undefined;
  const bits = prefix === undefined ? 128 : Number(prefix);
  // ::ffff:a.b.c.d is the IPv4 address.
  if (six >> 32n === 0xffffn && bits >= 96 && bits <= 128) return masked(4, six & 0xffff_ffffn, String(bits - 96));
  return masked(6, six, prefix);
}

function masked(family: 4 | 6, address: bigint, prefix: string | undefined): Range | undefined {
  const width = family === 4 ? 32 : 128;
  const fixed = prefix === undefined ? width : Number(prefix);
  if (fixed > width) return undefined;
  const free = 2n ** BigInt(width - fixed);
  const first = (address / free) * free;
  return { family, first, last: first + free - 1n };
}

function ipv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256))
    return undefined;
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const four = ipv4(dotted[2]!);
    if (four === undefined) return undefined;
    return ipv6(`${dotted[1]!}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[]?];
  const known = [...left, ...(right ?? [])];
  if (!known.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (right === undefined ? known.length !== 8 : known.length > 7) return undefined;
  const groups = [...left, ...Array.from({ length: 8 - known.length }, () => '0'), ...(right ?? [])];
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

export function holds(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function size({ first, last }: Range): bigint {
  return last - first + 1n;
}

const ranges = (text: string): Range[] => text.split(' ').map((each) => rangeOf(each)!);

/** After IANA's registries. */
const CLOSED = ranges(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 ' +
    '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 3fff::/20',
);
const OPEN_INSIDE = ranges(
  '192.0.0.9/32 192.0.0.10/32 64:ff9b::/96 2001:1::1/128 2001:1::2/128 2001:1::3/128 2001::/32 2001:3::/32 2001:4:112::/48 ' +
    '2001:20::/28 2001:30::/28',
);
const GIVEN_OUT = rangeOf('2000::/3')!;

function isPublicPiece(piece: Range): boolean {
  if (OPEN_INSIDE.some((range) => holds(range, piece))) return true;
  if (CLOSED.some((range) => holds(range, piece))) return false;
  return piece.family === 4 || holds(GIVEN_OUT, piece);
}

/** Cuts a range wherever one of the others begins or ends. */
export function pieces(range: Range, others: readonly Range[]): Range[] {
  const cuts = new Set<bigint>([range.first]);
  for (const other of others) {
    if (other.family !== range.family) continue;
    for (const cut of [other.first, other.last + 1n]) if (cut > range.first && cut <= range.last) cuts.add(cut);
  }
  const starts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  return starts.map((first, index) => ({
    family: range.family,
    first,
    last: (starts[index + 1] ?? range.last + 1n) - 1n,
  }));
}

const REGISTRY = [...CLOSED, ...OPEN_INSIDE, GIVEN_OUT];

/** Whether some address of a range is public. */
export function isPublic(range: Range): boolean {
  return pieces(range, REGISTRY).some(isPublicPiece);
}

const PRIVATE = ranges('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7');

export function isPrivate(range: Range): boolean {
  return PRIVATE.some((known) => holds(known, range));
}

/** A firewall rule that is about the port in question, in the firewall's order. */
export interface Ruling {
  readonly protocol: string;
  readonly allows: boolean;
  readonly sources: readonly Range[];
}

/** How many addresses get through: each piece of the address space is asked of every rule in turn. */
export function countAllowed(rulings: readonly Ruling[], publicOnly: boolean): bigint {
  const protocols = new Set(rulings.map(({ protocol }) => (protocol === 'ALL' ? 'TCP' : protocol)));
  const cuts = [...rulings.flatMap(({ sources }) => sources), ...REGISTRY];
  const gets = (piece: Range, protocol: string): boolean =>
    rulings
      .filter((ruling) => ruling.protocol === 'ALL' || ruling.protocol === protocol)
      .find(({ sources }) => sources.some((source) => holds(source, piece)))?.allows ?? false;
  const reaching = (all: Range): Range[] =>
    pieces(all, cuts).filter(
      (piece) => (!publicOnly || isPublicPiece(piece)) && [...protocols].some((protocol) => gets(piece, protocol)),
    );
  // "a range of IPv6 addresses counts by its share of the Internet": in units of 2^96, each run of pieces at least one
  const runs: Range[] = [];
  for (const piece of reaching(ALL_6)) {
    const last = runs.pop();
    if (last !== undefined && last.last + 1n === piece.first) runs.push({ ...last, last: piece.last });
    else runs.push(...(last === undefined ? [] : [last]), piece);
  }
  const count =
    reaching(ALL_4).reduce((sum, piece) => sum + size(piece), 0n) +
    runs.reduce((sum, run) => sum + (size(run) + (1n << 96n) - 1n) / (1n << 96n), 0n);
  return count > 1n << 32n ? 1n << 32n : count;
}
