import { isObject, ownText, ownValue } from '../entity.ts';
import { JsonCutter, type CutPlan, type JsonPiece } from '../formats/json-cutter.ts';
import { parseJson } from '../formats/json-value.ts';
import { placeOf } from '../problems.ts';
import type { ReadOptions } from '../reader.ts';
import { NAMES, namesResource } from './references.ts';
import type { EntityRecord } from '../../values/record.ts';
import type { Members } from './resource.ts';

/**
 * Attributes that hold what names something. A plan tells what an expression refers to, and not what it makes of it: that of
 * `enabled` may be `aws_kms_key.k.id != ""`, which is false.
 */
const HOLDS_NAME =
  /(?:^|[._])(?:id|arn|name|link|bucket|role|user|group|key|network|subnetwork|topic|queue|cluster|policy|instance|database|function)s?(?:\.\d+)*$/u;

/** A resource of the configuration, with what its attributes refer to by their paths. */
interface Configured {
  readonly isMany: boolean;
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/** The `[0]` and `["key"]` of what `count` and `for_each` make. */
const INSTANCE = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu;
/** A reference to what a resource is known by: `aws_vpc.main.id`, `aws_vpc.main[0].arn`; the resource by itself. */
const REFERENCE = new RegExp(
  `^([a-z][\\w-]*\\.[\\w-]+)(\\[(?:\\d+|"(?:[^"\\\\]|\\\\.)*")\\])?(?:\\.(?:${NAMES}))?$`,
  'u',
);

/**
 * What attributes that are known only after the apply refer to, by the plan's `configuration`: a policy whose bucket does
 * not exist yet has no bucket name, and still it is told of which bucket it is.
 */
export class PlanLinks {
  readonly #resources = new Map<string, Configured>();

  /** Reads the configuration of the plan in a file. */
  static async of(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<PlanLinks> {
    const links = new PlanLinks();
    const cutter = new JsonCutter(planFor(options.maxDepth), options);
    const take = (pieces: readonly JsonPiece[]): void => {
      for (const { bytes, section } of pieces) {
        const value = bytes === undefined ? undefined : parseJson(bytes, placeOf(''), options).value;
        if (isObject(value)) links.#add(section ?? '', value);
      }
    };
    for await (const chunk of chunks) take(cutter.push(chunk));
    take(cutter.end());
    return links;
  }

  /** The record with the ids of the entities that its unknown attributes name; what names one is there. */
  linked(record: EntityRecord): EntityRecord {
    const { unknown, provenance } = record;
    const address = provenance.address ?? '';
    const configured = this.#resources.get(address.replace(INSTANCE, ''));
    const module = /^(?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/u.exec(address)?.[0] ?? '';
    const present: string[] = [];
    const links = Object.keys(unknown ?? {}).flatMap((path) => {
      if (path === 'id') {
        present.push(path);
        return [[path, address] as const];
      }
      const references = configured?.references.get(path) ?? [];
      const target = this.#target(references, module);
      if (target !== undefined && HOLDS_NAME.test(path) && namesResource(references[0] ?? '')) present.push(path);
      return target === undefined ? [] : [[path, target] as const];
    });
    if (links.length === 0) return record;
    return { ...record, links: Object.fromEntries(links), ...(present.length === 0 ? {} : { present }) };
  }

  /** The address of the one resource that is referred to, by what it is known by. */
  #target(references: readonly string[], module: string): string | undefined {
    const bases = references.map((reference) => REFERENCE.exec(reference));
    const [first] = bases;
    const [, base, instance = ''] = first ?? [];
    if (base === undefined) return undefined;
    // `aws_vpc.main` stands beside `aws_vpc.main[0].id`; of two instances, none is the one that is meant.
    if (bases.some((other) => other?.[1] !== base || (other[2] ?? instance) !== instance)) return undefined;
    const target = this.#resources.get(`${module.replace(INSTANCE, '')}${base}`);
    // Of a resource that is many, one is meant only where it says which.
    if (target === undefined || target.isMany !== (instance !== '')) return undefined;
    return `${module}${base}${instance}`;
  }

  #add(prefix: string, resource: Members): void {
    const address = ownText(resource, 'address');
    if (address === undefined || ownValue(resource, 'mode') === 'data') return;
    const references = new Map<string, readonly string[]>();
    gather(ownValue(resource, 'expressions'), '', references);
    const isMany = Object.hasOwn(resource, 'count_expression') || Object.hasOwn(resource, 'for_each_expression');
    this.#resources.set(`${prefix}${address}`, { isMany, references });
  }
}

function gather(expressions: unknown, path: string, found: Map<string, readonly string[]>): void {
  if (Array.isArray(expressions)) {
    expressions.forEach((item, index) => gather(item, `${path}.${index}`, found));
  } else if (isObject(expressions)) {
    const references = ownValue(expressions, 'references');
    if (Array.isArray(references)) found.set(path, references.map(String));
    else
      for (const [key, item] of Object.entries(expressions)) gather(item, path === '' ? key : `${path}.${key}`, found);
  }
}

const SKIP: CutPlan = { skip: true };

/** The resources of the configuration; the section is the address of their module. */
function planFor(maxDepth: number): CutPlan {
  const only = (name: string, plan: CutPlan): CutPlan => ({ object: (key) => (key === name ? plan : SKIP) });
  const module = (prefix: string, depth: number): CutPlan => ({
    object: (key) => {
      if (key === 'resources') return { array: {}, section: prefix };
      if (key !== 'module_calls' || depth >= maxDepth) return SKIP;
      return { object: (name) => only('module', module(`${prefix}module.${name}.`, depth + 1)) };
    },
  });
  return { ...only('configuration', only('root_module', module('', 0))), many: true };
}
