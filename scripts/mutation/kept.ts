/*
 * What modules keep from one call to the next, compiled rules and texts that were read, would hide a mutant from all tests but
 * the first that came there. So each map that a module begins empty is begun anew before each test.
 */

const EMPTY = /^(const \w+(?:: [^=\n]+)? = )(?:\/\*#__PURE__\*\/ )?new (Map|WeakMap)(?:<[^\n]*>)?\(\);$/gmu;

/** The source of a module, of which such maps can be begun anew. */
export function withoutKept(source: string): string {
  return source.replaceAll(EMPTY, (_, start: string, kind: string) => `${start}$kept${kind}();`);
}

const begun: (() => void)[] = [];

/** A map, and what it had when all modules were loaded. */
class KeptMap extends Map<unknown, unknown> {
  private first: [unknown, unknown][] | undefined;

  begin(): void {
    this.first ??= [...this];
    this.clear();
    for (const [key, value] of this.first) this.set(key, value);
  }
}

class KeptWeakMap {
  private inner = new WeakMap<object, unknown>();

  get(key: object): unknown {
    return this.inner.get(key);
  }
  has(key: object): boolean {
    return this.inner.has(key);
  }
  set(key: object, value: unknown): this {
    this.inner.set(key, value);
    return this;
  }
  delete(key: object): boolean {
    return this.inner.delete(key);
  }
  begin(): void {
    this.inner = new WeakMap();
  }
}

function kept<T extends { begin: () => void }>(map: T): T {
  begun.push(() => map.begin());
  return map;
}

Object.assign(globalThis, {
  $keptMap: () => kept(new KeptMap()),
  $keptWeakMap: () => kept(new KeptWeakMap()),
});

/** Forgets what was kept since the modules were loaded. */
export function forget(): void {
  for (const begin of begun) begin();
}
