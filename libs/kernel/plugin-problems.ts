import { kind, type ProblemKind } from './problem-kind.js';

/** What plug-ins refuse by rules of their own. Permanent, as all of `PROBLEMS`. */
export const PLUGIN_PROBLEMS = {
  'plugin-refused': kind(
    422,
    'A plug-in refuses it',
    'a rule of the plug-in whose fact it is does not allow it; detail names the rule',
    'do what detail says, then send it again',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
