// Browsers that keep nothing of a site throw where it is asked for: then a choice is that of the page until it is left.

/** What somebody chose here before; null where nothing is known of it. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice);
  } catch {
    // It holds until the page is left.
  }
}
