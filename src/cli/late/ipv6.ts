/* Loaded by the built command with the first address of IPv6: see tsup.command.config.ts. */
export * as words from '../../values/ipv6-words.ts';
