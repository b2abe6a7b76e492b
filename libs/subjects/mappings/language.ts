import { environmentOf } from '../segments/rule/environment.js';
import type { Language } from '../segments/rule/rule.js';

/** What expressions know an event by: what it says of itself, by name, and what it is about. */
const NAMES = { event: 'map<string, dyn>', data: 'dyn' } as const;

const environment = environmentOf(NAMES, { homogeneousAggregateLiterals: false, maps: 50 });
environment.registerFunction('string(google.protobuf.Timestamp): string', (time: Date) => time.toISOString());

/** CEL as mappings have it: that of rules, and what makes texts, lists and maps. Nothing of it takes longer than what it looks at is long. */
export const LANGUAGE: Language = {
  environment,
  names: NAMES,
  lists: new Set<string>(),
  making: {
    functions: new Set(['string', 'timestamp', 'bool', 'substring', 'indexOf', 'lastIndexOf', 'join']),
    loops: new Set(['map', 'filter']),
  },
};
