import { Problem } from '../problem.js';

/**
 * What to throw where read models are asked for what they do not have.
 * @param name of it, in words @param isOlder whether another release may have made them, for a schema of its own
 */
export function lacking(name: string, isOlder: boolean): Error {
  if (!isOlder) return new Error(`no ${name} in the schema`);
  const detail = `the read models have no ${name}: another release made them, new ones are being built`;
  return new Problem('views-unavailable', `${detail}; ask again when /readyz says so`);
}
