import type { InventoryRecord } from '../../values/record.ts';

/** What writes a plan as JSON. */
export const PLAN_COMMAND = 'terraform plan -out plan.tfplan && terraform show -json plan.tfplan > plan.json';

/** What a plan's file has beside it on the disk: without one, a plan is read by its own bytes alone. */
export interface PlanDisk {
  /** The bytes of a file, from its start. */
  bytes(path: string): AsyncIterable<Uint8Array>;
  /** What tells the places of resources in the `.tf` files beside a plan. */
  sources(
    path: string | undefined,
  ): Promise<{ located(record: InventoryRecord): Promise<InventoryRecord> } | undefined>;
}
