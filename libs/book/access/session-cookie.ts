/** Browsers take both from this very host only, by TLS or on their own machine, and show them to no script. */
const SESSION = '__Host-tally';
const TICKET = '__Host-tally-login';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The secret of a session; undefined where a request has none. @param cookie the header */
export function sessionIn(cookie: string | undefined): string | undefined {
  return valueOf(SESSION, cookie);
}

/** What a sign-in was begun with. */
export function ticketIn(cookie: string | undefined): string | undefined {
  return valueOf(TICKET, cookie);
}

/** A header `Set-Cookie`. The browser forgets it when it is closed, the server before that. */
export function sessionCookie(secret: string): string {
  return `${SESSION}=${secret}; ${ATTRIBUTES}`;
}

/** @param ms until the browser forgets it */
export function ticketCookie(ticket: string, ms: number): string {
  return `${TICKET}=${ticket}; ${ATTRIBUTES}; Max-Age=${String(ms / 1_000)}`;
}

export const NO_SESSION = `${SESSION}=; ${ATTRIBUTES}; Max-Age=0`;
export const NO_TICKET = `${TICKET}=; ${ATTRIBUTES}; Max-Age=0`;

function valueOf(name: string, header = ''): string | undefined {
  const own = header.split(';').map((one) => one.trim());
  return own.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
}
