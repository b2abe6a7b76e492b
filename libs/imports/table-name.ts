import { ImportError } from './import-error.js';

/** The table that the file itself is. */
export const FILE = 'file';

/** What a further table of a map may be called: what SQL needs no quotes for. */
const NAME = /^[a-z_]\w{0,62}$/i;

/** @param others names that there are already, in any case, since SQL takes them for the same @throws ImportError */
export function checkTableName(name: string, others: Iterable<string>): void {
  if (!NAME.test(name)) throw new ImportError(`a table is called by letters, digits and _, not ${name}`);
  const same = name.toLowerCase();
  if (same === FILE || [...others].some((other) => other.toLowerCase() === same))
    throw new ImportError(`there is a table ${name} already`);
}
