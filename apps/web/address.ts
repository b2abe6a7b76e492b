import { useEffect, useState } from 'preact/hooks';

/** Where in the page somebody is, as its address says. */
export interface Address {
  readonly path: string;
  readonly search: URLSearchParams;
}

const MOVED = 'tallybook:moved';

function current(): Address {
  return { path: location.pathname, search: new URLSearchParams(location.search) };
}

/** Goes to an address within the page. @param how `replace` where nobody would want to come back to the one before */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === location.pathname + location.search) return;
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  dispatchEvent(new Event(MOVED));
}

/** An address, without a question mark where nothing is asked. */
export function addressOf(path: string, search: URLSearchParams): string {
  // Commas and colons may stand in an address, and are easier to read.
  const text = search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? path : `${path}?${text}`;
}

/** The same place with some parameters changed; undefined and empty ones are left out. */
export function withParameters(
  { path, search }: Address,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  return addressOf(path, next);
}

/** The address, now and whenever it changes: by `go`, by links and by the buttons of the browser. */
export function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const read = (): void => setAddress(current());
    addEventListener('popstate', read);
    addEventListener(MOVED, read);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', read);
      removeEventListener(MOVED, read);
      document.removeEventListener('click', follow);
    };
  }, []);
  return address;
}

/** A link within the page moves it; one that is to open elsewhere, or leads elsewhere, is the browser's. */
function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
  if (link.dataset['outside'] !== undefined || link.pathname.startsWith('/docs') || link.hash !== '') return;
  event.preventDefault();
  go(link.pathname + link.search);
  scrollTo(0, 0);
}
