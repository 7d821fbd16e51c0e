export { readInventory, type ReadInventoryOptions, type ReadProgress } from './files/read.ts';
export type { PassedOver } from './files/inputs.ts';
export type { RecordBatch } from './batches.ts';
export type { ReaderOptions } from './read-settings.ts';
export { inventoryReaders } from './readers.ts';
export type { ByteInput, Coverage, InventoryReader, ReadOptions } from './reader.ts';
export { parseParameters, type ParameterValues } from './parameters.ts';
export { InputSample, type JsonShape } from './formats/sample.ts';
export { problemCodes, type ProblemCode } from './codes.ts';
export {
  coversType,
  entityRecord,
  isEntityRecord,
  isProblemRecord,
  isSourceRecord,
  problemRecord,
  sourceRecord,
} from '../values/record.ts';
export type { EntityRecord, InventoryRecord, ProblemRecord, Provenance, SourceRecord } from '../values/record.ts';
export type { Entity, Json } from '../values/entity.ts';
export { iamUserSchema, type IamUser } from './aws/iam-user-schema.ts';
