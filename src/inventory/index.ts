export { readInventory, type ReadInventoryOptions, type ReadProgress } from './files/read.ts';
export { inventoryReaders } from './readers.ts';
export type { ByteInput, InventoryReader, ReadOptions } from './reader.ts';
export { InputSample, type JsonShape } from './formats/sample.ts';
export { problemCodes, type ProblemCode } from './problems.ts';
export {
  EntityRecord,
  ProblemRecord,
  type Entity,
  type InventoryRecord,
  type Json,
  type Provenance,
} from './record.ts';
export { iamUserSchema, type IamUser } from './aws/iam-user-schema.ts';
