import { networkOf } from '../../values/network.ts';
import { isObject, ownText, ownValue } from '../entity.ts';
import { problem } from '../problems.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';
import { unknownProperties } from './mapping.ts';
import { NOT_IN_AWS, prefixListScope, securityRule, type SecurityRule } from './security-rules.ts';
import { shaped, Unknown } from './shape.ts';

type Row = Readonly<Record<string, unknown>>;

interface Group {
  readonly place: Provenance;
  readonly row: Row;
  readonly inbound: SecurityRule[];
  readonly outbound: SecurityRule[];
  /** Whether one of its rules could not be read: then what it lets through is not known. */
  isBroken: boolean;
}

const NOT_IN_TABLE = new Unknown('the table `aws_vpc_security_group` has it');

const BROKEN = new Unknown('a rule of the group has another form in the source than documented');

/** Without these a row is no rule. */
const COLUMNS = ['security_group_rule_id', 'group_id', 'ip_protocol', 'from_port', 'to_port'];

/** Whether these are the columns of a rule. */
export function isSecurityRule(has: (column: string) => boolean): boolean {
  return COLUMNS.every(has) && (has('is_egress') || has('type'));
}

/** {@link SecurityRuleRows} */
export function securityRuleRows(): SecurityRuleRows {
  return new SecurityRuleRows();
}

/** Gathers the rows of `aws_vpc_security_group_rule` into groups: each row is one rule. */
class SecurityRuleRows {
  private readonly groups = new Map<string, Group>();
  private readonly problems: InventoryRecord[] = [];

  /** Takes the row if it is one. */
  take(row: unknown, place: Provenance): boolean {
    if (!isObject(row) || !isSecurityRule((column) => Object.hasOwn(row, column))) return false;
    const id = ownText(row, 'group_id');
    const egress = ownValue(row, 'is_egress') ?? ownValue(row, 'type') === 'egress';
    const rule = ruleOf(row);
    if (id === undefined) {
      this.problems.push(problem('not-an-entity', 'the rule has no `group_id`', place));
      return true;
    }
    const group = this.groups.get(id) ?? { place, row, inbound: [], outbound: [], isBroken: false };
    this.groups.set(id, group);
    if (typeof egress !== 'boolean' || rule === undefined) group.isBroken = true;
    else (egress ? group.outbound : group.inbound).push(rule);
    return true;
  }

  *finish(): Generator<InventoryRecord> {
    yield* this.problems;
    for (const [id, { place, row, inbound, outbound, isBroken }] of this.groups) {
      const vpc = ownText(row, 'vpc_id');
      yield shaped(
        {
          description: NOT_IN_TABLE,
          inboundRules: isBroken ? BROKEN : inbound,
          outboundRules: isBroken ? BROKEN : outbound,
          ...unknownProperties(NOT_IN_AWS),
          vpc: vpc === undefined ? NOT_IN_TABLE : { id: vpc },
          id,
          type: 'SecurityGroup',
          name: ownText(row, 'group_name') ?? id,
          accountNumber: ownText(row, 'account_id') ?? ownText(row, 'group_owner_id'),
          region: ownText(row, 'region') ?? null,
          source: 'steampipe:aws_vpc_security_group_rule',
          tags: NOT_IN_TABLE,
        },
        place,
      );
    }
  }
}

function ruleOf(row: Row): SecurityRule | undefined {
  const protocol = ownText(row, 'ip_protocol');
  const list = ownText(row, 'prefix_list_id');
  const textOf = (columns: readonly string[]): string | undefined =>
    columns.map((column) => ownText(row, column)).find((one) => one !== undefined && one !== '');
  const addresses = textOf(['cidr_ipv4', 'cidr_ip', 'cidr_ipv6']);
  const scope =
    addresses ??
    textOf(['referenced_group_id', 'pair_group_id']) ??
    (list === undefined ? undefined : prefixListScope(list));
  if (protocol === undefined || scope === undefined) return undefined;
  if (addresses !== undefined && networkOf(addresses) === undefined) return undefined;
  return securityRule(protocol, ownValue(row, 'from_port'), ownValue(row, 'to_port'), scope);
}
