import { nearest } from '../text/suggest.ts';

/*
 * What stands in the block of a resource of Terraform and is no attribute of it, whatever the provider: these names are taken.
 */

const STEERING = new Set(['connection', 'count', 'depends_on', 'for_each', 'provider', 'provisioner']);

const OF_LIFECYCLE = [
  ...['create_before_destroy', 'destroy', 'enabled', 'ignore_changes', 'postcondition', 'precondition'],
  ...['prevent_destroy', 'replace_triggered_by'],
];

/**
 * What is to be said of a path into it, nothing where it is right; undefined of attributes of the resource.
 *
 * @example
 * steeringHelp(['count']) // '`count` steers Terraform, and stands in no entity'
 */
export function steeringHelp([first, second]: readonly (string | number)[]): string | undefined {
  if (first === 'lifecycle') {
    if (second === undefined || typeof second === 'number' || OF_LIFECYCLE.includes(second)) return '';
    const near = nearest(second, OF_LIFECYCLE);
    return near === undefined
      ? `it has ${OF_LIFECYCLE.map((name) => `\`${name}\``).join(', ')}`
      : `did you mean \`lifecycle.${near}\`?`;
  }
  return typeof first === 'string' && STEERING.has(first)
    ? `\`${first}\` steers Terraform, and stands in no entity`
    : undefined;
}
