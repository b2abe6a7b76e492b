import type * as Issuers from 'oauth2-mock-server';
import { installed } from '../built.js';

const { OAuth2Server } = await installed<typeof Issuers>('oauth2-mock-server');

/** As the issuer is about to sign it. */
export interface Token {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
}

/** Whoever signs people in, on this machine: it asks nobody for a password. @param make what it says in each token */
export async function anIssuer(make: (token: Token) => void): Promise<Issuers.OAuth2Server> {
  const issuer = new OAuth2Server();
  await issuer.issuer.keys.generate('RS256');
  await issuer.start(0, '127.0.0.1');
  issuer.service.on('beforeTokenSigning', make);
  return issuer;
}
