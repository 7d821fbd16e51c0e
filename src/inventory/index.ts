export { readInventory, type ReadInventoryOptions, type ReadProgress } from './read.ts';
export { inventoryReaders } from './readers/index.ts';
export type { ByteInput, InventoryReader, ReadOptions } from './reader.ts';
export { InputSample, type JsonShape } from './sample.ts';
export { problemCodes, type ProblemCode } from './problems.ts';
export {
  EntityRecord,
  ProblemRecord,
  type Entity,
  type InventoryRecord,
  type Json,
  type Provenance,
} from './record.ts';
export { iamUserSchema, type IamUser } from './schemas/iam-user.ts';
