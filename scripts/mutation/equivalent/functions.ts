import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const FUNCTIONS: readonly Equivalent[] = [
  ...shortWays('src/functions', {
    'get-values.ts': [['new Array<unknown>(length) -> new Array()', 'the list grows as it is filled']],
    'is-public.ts': [["typeof receiver === 'string' -> false", 'a text is a list of one']],
    'time.ts': [['context.now !== clock -> true', 'the border is worked out for each entity']],
  }),
  ...forTypes('src/functions', {
    'in-subnet.ts': [['[] -> ["Stryker was here"]', 'a text is no network', 'const subnets']],
    'resources.ts': [['\'\' -> "Stryker was here!"', 'a type and a property are texts', 'index.find']],
    'allowed-hosts.ts': [['receiver !== null -> true', 'null is an object to `typeof`, and asked for behind it']],
  }),
  ...equivalents('src/functions', {
    'index.ts': [['a.name < b.name -> a.name <= b.name', 'no two functions have one name']],
  }),
];
