import type { Finding } from '../findings/finding.ts';
import type { Provenance } from '../inventory/record.ts';
import { printable } from '../text/frame.ts';

/** Who accepted an excluded finding, and why. */
export function exclusionText({ exclusion }: Finding): string {
  if (exclusion === undefined) return "excluded by the rule's own `exclude`";
  const { id, comment } = exclusion;
  return `excluded${id === undefined ? '' : ` by ${printable(id)}`}${comment === undefined ? '' : `: ${printable(comment)}`}`;
}

/** `file:line`, with the place in an array or the tool's own address where there is one. */
export function placeText({ file, line, index, address }: Provenance): string {
  const place = line === undefined ? printable(file) : `${printable(file)}:${line}`;
  return address !== undefined
    ? `${place} ${printable(address)}`
    : line === undefined && index !== undefined
      ? `${place}[${index}]`
      : place;
}
