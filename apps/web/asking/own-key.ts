import { ProblemError } from '#client/index.js';

/** Under which the browser keeps the key until the tab is closed. */
const NAME = 'tally.key';

// Browsers that keep nothing of a site throw where it is asked for.

/** The key that somebody has given in this tab; undefined where none was. */
export function ownKey(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

/** From the next time the page is loaded on it asks with this key. */
export function keepKey(key: string): void {
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // It cannot be kept here, so that the page asks for it again.
  }
}

/** From the next time the page is loaded on it asks with none. */
export function forgetKey(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // None is kept here.
  }
}

/** Whether a question was refused because it came without a key that is good, or with one that may not ask it. */
export function wantsKey(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 401 || error.code === 'forbidden');
}
