import type { InventoryReader } from '../reader.ts';
import { isTerraform } from './detect.ts';
import { PLAN_COMMAND, type PlanDisk } from './plan-disk.ts';
import { providerOf } from './provider.ts';
import { resourcesOf } from './records.ts';

/**
 * Terraform plans and states: what `terraform show -json` prints, and the state file itself, of version 4 or 3. Each
 * managed resource becomes an entity, in modules and with `count` and `for_each` too:
 * - `type` is the resource type (`aws_iam_user`), its attributes stand at the top; an attribute called `type` is then
 *   called `typeProperty`;
 * - `name` and `id` are the attributes; without them, the name in the configuration and the address;
 * - `address` is the resource's address and `source` is `terraform`, unless it has attributes of these names; the
 *   provenance always has the address.
 *
 * Of a plan, the state after it is read: resources that it deletes are not there. What is known only after the apply is
 * left out, never guessed, and listed as unknown by its path (`arn`, `ingress.0.cidr_blocks`); what Terraform marks as
 * sensitive is listed as that. A plan that is not whole (it ended in an error, it defers changes, it was made for some
 * targets) is a problem, and what it holds is read. Data sources are passed over: they describe what others manage.
 * Where the `.tf` files lie beside the plan, an entity's place is that of its block.
 *
 * Format: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformReader(disk?: PlanDisk): InventoryReader {
  return {
    name: 'terraform',
    title: 'Terraform plan or state',
    summary: 'The JSON of a Terraform plan or state; each managed resource becomes an entity of its resource type.',
    command: PLAN_COMMAND,
    // Which providers a configuration uses shows in its resources.
    covers: [],
    coversWith: providerOf,
    extensions: ['.json', '.tfstate', '.tfplan'],
    detect: isTerraform,
    read: (input, options) => resourcesOf(input, options, disk),
  };
}
