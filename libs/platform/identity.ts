import { OidcProvider } from '#identity-oidc/oidc-provider.js';
import type { IdentityProvider } from '#kernel/ports/identity-provider.js';
import type { SignIn } from './sign-in-settings.js';

/** Where browsers come back to from whoever signs people in. Permanent: the issuer has it in its settings. */
const CALLBACK = '/auth/callback';

/** Whoever says who people are, by the settings. */
export function identityProvider({ publicUrl, ...client }: SignIn): IdentityProvider {
  return new OidcProvider({ ...client, redirectUri: `${publicUrl}${CALLBACK}` });
}
