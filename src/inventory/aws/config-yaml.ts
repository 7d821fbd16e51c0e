import { isObject, ownValue } from '../entity.ts';
import type { KeyedRecord } from '../formats/json-value.ts';
import type { InputSample } from '../formats/sample.ts';
import { yamlRecords } from '../formats/yaml-records.ts';
import { isYamlOf } from '../formats/yaml-sign.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';

/** A document of what `aws configservice … --output yaml` prints. */
export interface ConfigDocument {
  readonly items: readonly KeyedRecord[];
  /** What stands beside the list, by name. */
  readonly beside: ReadonlyMap<string, unknown>;
  /** Whether the items are states of one resource. */
  readonly isHistory: boolean;
}

const SIGN =
  /^(?:- )?(?:(?:configurationItems|[bB]aseConfigurationItems|[cC]onfigurationItem|Results):[ \t]*\r?$|configSnapshotId:)/mu;
const ITEM = /^[ \t]*(?:- )?(?:resourceType:[ \t]*["']?AWS::|- ["']?\{"|configSnapshotId:)/mu;

export function isYamlConfig(sample: InputSample): boolean {
  return isYamlOf(sample, SIGN) && ITEM.test(sample.text);
}

/** The documents in YAML, each with its items. */
export async function* yamlConfig(
  input: ByteInput,
  options: ReadOptions,
  lists: readonly string[],
  ones: readonly string[],
): AsyncGenerator<ConfigDocument> {
  for await (const records of yamlRecords(input, options, lists)) {
    const items = records.filter(({ key }) => key === undefined).map((record) => oneOf(record, ones));
    const beside = new Map(records.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value] as const])));
    const isState = ({ value }: KeyedRecord): boolean =>
      isObject(value) && Object.hasOwn(value, 'configurationItemCaptureTime') && !Object.hasOwn(value, 'version');
    yield { items, beside, isHistory: items.length > 1 && items.every(isState) && !beside.has('configSnapshotId') };
  }
}

/** The item that stands by itself under its name. */
function oneOf(record: KeyedRecord, ones: readonly string[]): KeyedRecord {
  const { value } = record;
  const name = isObject(value) ? ones.find((one) => isObject(ownValue(value, one))) : undefined;
  return name === undefined || !isObject(value) ? record : { ...record, value: ownValue(value, name) };
}
