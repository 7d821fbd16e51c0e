export { readInventory, type ReadInventoryOptions, type ReadProgress } from './files/read.ts';
export { inventoryReaders } from './readers.ts';
export type { ByteInput, InventoryReader, ReadOptions } from './reader.ts';
export { InputSample, type JsonShape } from './formats/sample.ts';
export { problemCodes, type ProblemCode } from './problems.ts';
export { entityRecord, isEntityRecord, isProblemRecord, isSourceRecord, problemRecord } from '../values/record.ts';
export type { EntityRecord, InventoryRecord, ProblemRecord, Provenance, SourceRecord } from '../values/record.ts';
export type { Entity, Json } from '../values/entity.ts';
export { iamUserSchema, type IamUser } from './aws/iam-user-schema.ts';
