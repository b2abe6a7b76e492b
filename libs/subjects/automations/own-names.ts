import { NAMES, OF_EVERYBODY } from '../segments/names.js';

/** What is not of a customer's own history, or of a person: it would have to be looked at for each occasion. */
export const OF_OTHERS: readonly string[] = [...OF_EVERYBODY, 'products', 'categories', 'attributes'];

/** What is known of a customer by its own history. */
export const OWN_NAMES = Object.fromEntries(Object.entries(NAMES).filter(([name]) => !OF_OTHERS.includes(name)));
