/** Names that protocols and ports have, which sources write by their numbers. */
export const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...[['all', '-1'] as const, ['icmp', '1'] as const, ['tcp', '6'] as const, ['udp', '17'] as const],
  ...[['ssh', '22'] as const, ['http', '80'] as const, ['https', '443'] as const, ['rdp', '3389'] as const],
]);
