import { useEffect, useState } from 'preact/hooks';

/** Where in the page somebody is, as its address says. */
export interface Address {
  readonly path: string;
  readonly search: URLSearchParams;
}

const MOVED = 'tallybook:moved';

/** Milliseconds between two replacements: browsers refuse them where they come much faster, as when a slider is dragged. */
const REPLACED_EVERY = 150;
/** Where somebody is already, while the browser has not been told yet. */
let pending: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function current(): Address {
  const { pathname, searchParams } = new URL(pending ?? location.href, location.origin);
  return { path: pathname, search: searchParams };
}

/** Goes to an address within the page. @param how `replace` where nobody would want to come back to the one before */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === (pending ?? location.pathname + location.search)) return;
  if (how === 'replace') replaceSoon(to);
  else {
    replaceNow();
    history.pushState(null, '', to);
  }
  dispatchEvent(new Event(MOVED));
}

/** At once where the last time is long enough ago, else as soon as it is. */
function replaceSoon(to: string): void {
  pending = to;
  if (timer !== undefined) return;
  replaceNow();
  timer = setTimeout(() => {
    timer = undefined;
    if (pending !== undefined) replaceSoon(pending);
  }, REPLACED_EVERY);
}

function replaceNow(): void {
  if (pending !== undefined) history.replaceState(null, '', pending);
  pending = undefined;
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
    const back = (): void => {
      // The browser is elsewhere by now.
      pending = undefined;
      read();
    };
    addEventListener('popstate', back);
    addEventListener(MOVED, read);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', back);
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
