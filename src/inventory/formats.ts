/* Inventories from bytes, without any module of Node.js: what a browser loads. */
export { readBytes, type BlobLike, type ReadBytesOptions } from './read-bytes.ts';
export { formatReaders } from './format-readers.ts';
export { InputSample, type JsonShape } from './formats/sample.ts';
export type { Codec, Decompress } from './formats/open.ts';
export type { RecordBatch } from './batches.ts';
export type { ByteInput, Coverage, InventoryReader, ReadOptions } from './reader.ts';
export type { ReaderOptions } from './read-settings.ts';
export { problemCodes, type ProblemCode } from './codes.ts';
export { coversType, isEntityRecord, isProblemRecord, isSourceRecord } from '../values/record.ts';
export type { EntityRecord, InventoryRecord, ProblemRecord, Provenance, SourceRecord } from '../values/record.ts';
