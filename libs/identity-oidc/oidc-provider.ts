import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { Identity, IdentityProvider, SignedOut, SignInAttempt } from '#kernel/ports/identity-provider.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { identityIn } from './claims.js';
import { LogoutTokens } from './logout-tokens.js';
import { isAway } from './away.js';

/** Seconds that the issuer has for an answer. */
const TIMEOUT = 10;
const SCOPE = 'openid profile email';

/** How this server is known to the issuer. */
export interface OidcClient {
  /** An https address, or an http one of this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Names what says the groups. */
  readonly rolesClaim: string;
  /** Where browsers come back to. */
  readonly redirectUri: string;
}

/**
 * People as an issuer of OpenID Connect knows them: authorization code flow with PKCE (RFC 7636), state and nonce; signatures of ID tokens
 * are checked, although they come by TLS. What the issuer says of itself is asked for when it is needed first, and again after a fault.
 */
export class OidcProvider implements IdentityProvider {
  private configured: Promise<Configuration> | undefined;
  private logoutTokens: LogoutTokens | undefined;

  constructor(private readonly client: OidcClient) {}

  async begin(): Promise<{ readonly address: string; readonly attempt: SignInAttempt }> {
    const configuration = await this.configuration();
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.client.redirectUri,
      scope: SCOPE,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { address: address.href, attempt };
  }

  async finish(query: string, { state, nonce, verifier }: SignInAttempt): Promise<Identity> {
    const configuration = await this.configuration();
    const address = new URL(this.client.redirectUri);
    address.search = query;
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    }).catch((error: unknown) => {
      throw isAway(error) ? unavailable(error) : refused(error);
    });
    const claims = tokens.claims();
    if (claims === undefined) throw refused(new Error('there is no ID token'));
    return identityIn(claims, this.client.rolesClaim);
  }

  async signedOut(token: string): Promise<SignedOut> {
    const { issuer, jwks_uri: keys } = (await this.configuration()).serverMetadata();
    if (keys === undefined)
      throw new Problem('invalid-request', 'the issuer has no keys that a token could be signed by');
    this.logoutTokens ??= new LogoutTokens({ issuer, keys, audience: this.client.clientId });
    return this.logoutTokens.signedOut(token);
  }

  private configuration(): Promise<Configuration> {
    this.configured ??= this.discovered().catch((error: unknown) => {
      this.configured = undefined;
      throw unavailable(error);
    });
    return this.configured;
  }

  private discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.client;
    const address = new URL(issuer);
    const proof = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
    // Settings take a plain address for one of this machine only, which is what the mark is to warn of.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const plain = address.protocol === 'http:' ? [allowInsecureRequests] : [];
    const execute = [enableNonRepudiationChecks, ...plain];
    return discovery(address, clientId, undefined, proof, { execute, timeout: TIMEOUT });
  }
}

function refused(error: unknown): Problem {
  return new Problem('unauthenticated', `the sign-in was refused: ${reasonOf(error)}: begin again at /auth/login`);
}

function unavailable(error: unknown): Problem {
  return new Problem('sign-in-unavailable', `the issuer of TALLY_OIDC_ISSUER does not answer: ${reasonOf(error)}`);
}
