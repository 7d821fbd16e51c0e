import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { placeOf } from '../problems.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';
import { expandAttributes } from './flat-attributes.ts';
import { headOf, noResource, resourceRecords, type Members } from './resource.ts';

/** The instances of a resource of a state file of version 4. */
export function instanceRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  const instances = isObject(resource) ? ownValue(resource, 'instances') : undefined;
  if (!isObject(resource) || !Array.isArray(instances)) return [noResource(place)];
  const head = headOf(resource);
  const stem = [ownText(resource, 'module'), head.type, head.label].filter((part) => part !== undefined).join('.');
  return instances.flatMap((instance: unknown) => {
    const values = isObject(instance) ? attributesOf(instance) : undefined;
    if (!isObject(instance) || values === undefined) return [noResource(place)];
    const address = `${stem}${indexOf(ownValue(instance, 'index_key'))}`;
    return resourceRecords({ ...head, address, values, sensitive: sensitivePaths(instance) }, place);
  });
}

/** A resource of a module of a state file of version 3, which older Terraform and Terraformer write. */
export function flatRecords(
  name: string,
  resource: unknown,
  modulePath: unknown,
  place: Provenance,
): readonly InventoryRecord[] {
  const primary = isObject(resource) ? ownValue(resource, 'primary') : undefined;
  if (!isObject(resource) || primary === undefined) return [noResource(place)];
  // What is only waiting to be deleted has no primary instance.
  if (!isObject(primary)) return [];
  const isData = name.startsWith('data.');
  const [type = '', label = '', index] = (isData ? name.slice('data.'.length) : name).split('.');
  const modules = Array.isArray(modulePath) ? modulePath.slice(1) : [];
  const stem = [...modules.map((module) => `module.${String(module)}`), type, label].join('.');
  const attributes = expandAttributes(ownObject(primary, 'attributes') ?? {});
  const id = ownText(primary, 'id');
  return resourceRecords(
    {
      mode: isData ? 'data' : 'managed',
      type: ownText(resource, 'type') ?? type,
      label,
      address: index === undefined ? stem : `${stem}[${index}]`,
      values: id === undefined || Object.hasOwn(attributes, 'id') ? attributes : { ...attributes, id },
    },
    placeOf(place.file, place.line),
  );
}

/** `[0]` or `["key"]`; a key is nothing else, nor is it written. */
function indexOf(key: unknown): string {
  if (typeof key === 'string') return `[${JSON.stringify(key)}]`;
  return typeof key === 'number' || typeof key === 'bigint' ? `[${String(key)}]` : '';
}

function attributesOf(instance: Members): Members | undefined {
  const flat = ownObject(instance, 'attributes_flat');
  return ownObject(instance, 'attributes') ?? (flat === undefined ? undefined : expandAttributes(flat));
}

/** Each path is a list of steps: `{ type: 'get_attr', value: 'password' }`, `{ type: 'index', value: { value: 0 } }`. */
function sensitivePaths(instance: Members): readonly string[] {
  const paths = ownValue(instance, 'sensitive_attributes');
  if (!Array.isArray(paths)) return [];
  return paths.flatMap((path: unknown) => {
    const steps: string[] = [];
    for (const step of Array.isArray(path) ? (path as readonly unknown[]) : [path]) {
      const value = isObject(step) ? ownValue(step, 'value') : undefined;
      const name = isObject(value) ? ownValue(value, 'value') : value;
      // A step that a path cannot name: all that it stands in is secret.
      if ((typeof name !== 'string' && typeof name !== 'number') || String(name).includes('.')) break;
      steps.push(String(name));
    }
    return steps.length === 0 ? [] : [steps.join('.')];
  });
}
