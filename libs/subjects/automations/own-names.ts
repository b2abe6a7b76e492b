import { NAMES } from '../segments/names.js';

/** What is not of a customer's own history: everybody's would have to be looked at for each occasion. */
export const OF_OTHERS: readonly string[] = ['r', 'f', 'm', 'products', 'categories'];

/** What is known of a customer by its own history. */
export const OWN_NAMES = Object.fromEntries(Object.entries(NAMES).filter(([name]) => !OF_OTHERS.includes(name)));
