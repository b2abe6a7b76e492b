/** How Node and the client of OpenID Connect tell that nobody answered. */
const AWAY: readonly unknown[] = [
  'OAUTH_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
];

/** Whether it failed because the issuer did not answer, not because of what was asked. */
export function isAway(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if (AWAY.includes((one as NodeJS.ErrnoException).code) || one.message === 'fetch failed') return true;
  return false;
}
