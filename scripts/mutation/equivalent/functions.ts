import { forTypes, shortWays, type Equivalent } from './entry.ts';

export const FUNCTIONS: readonly Equivalent[] = [
  ...shortWays('src/functions', {
    'get-values.ts': [['new Array<unknown>(length) -> new Array()', 'the list grows as it is filled']],
    'time.ts': [['context.now !== clock -> true', 'the border is worked out for each entity']],
  }),
  ...forTypes('src/functions', {
    'allowed-hosts.ts': [['receiver !== null -> true', 'null is an object to `typeof`, and asked for behind it']],
  }),
];
