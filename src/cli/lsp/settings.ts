/** What an editor tells the server when it starts it; what it leaves out, the project file says. */
export interface ServerSettings {
  /** Files or folders of an inventory, for completion and the verdicts above rules. */
  readonly inventory: readonly string[];
  /** JSON with the values of named lists. */
  readonly lists: string | undefined;
  readonly strict: boolean | undefined;
  readonly matchCase: boolean | undefined;
  /** Programs of the folder may run: modules of the project with functions. */
  readonly trusted: boolean;
}

/** Takes the options of `initialize`; what is of another form than asked for is as if it were absent. */
export function settingsOf(options: unknown): ServerSettings {
  const given = typeof options === 'object' && options !== null ? (options as Readonly<Record<string, unknown>>) : {};
  const own = (name: string): unknown => (Object.hasOwn(given, name) ? given[name] : undefined);
  const inventory = own('inventory');
  const paths: readonly unknown[] = Array.isArray(inventory) ? (inventory as readonly unknown[]) : [inventory];
  const lists = own('lists');
  const truth = (name: string): boolean | undefined => {
    const value = own(name);
    return typeof value === 'boolean' ? value : undefined;
  };
  return {
    inventory: paths.filter((path): path is string => typeof path === 'string' && path !== ''),
    lists: typeof lists === 'string' && lists !== '' ? lists : undefined,
    strict: truth('strict'),
    matchCase: truth('matchCase'),
    trusted: own('trusted') === true,
  };
}
