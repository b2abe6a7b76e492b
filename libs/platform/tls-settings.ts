import { createPrivateKey, X509Certificate } from 'node:crypto';
import { pemIn } from './pem-files.js';
import { given, SettingsError, type Environment } from './setting-values.js';

const CERTIFICATE = 'TALLY_TLS_CERT_FILE';
const KEY = 'TALLY_TLS_KEY_FILE';
const CLIENTS = 'TALLY_TLS_CLIENT_CA_FILE';

/** What the HTTP server speaks TLS with. */
export const TLS_SETTINGS: readonly string[] = [CERTIFICATE, KEY, CLIENTS];

/** All in PEM format. */
export interface Tls {
  /** The server's own certificate, and after it those between it and its authority. */
  readonly cert: string;
  readonly key: string;
  /** Whose certificates callers must have; undefined where they need none. */
  readonly ca?: string;
}

/** @returns undefined where plain HTTP is spoken @throws SettingsError where a file is missing, or the key is of another certificate */
export function readTls(env: Environment): Tls | undefined {
  const [certificate, keyFile, clients] = [CERTIFICATE, KEY, CLIENTS].map((name) => given(env, name));
  if (certificate === undefined && keyFile === undefined) {
    if (clients !== undefined) throw new SettingsError(CLIENTS, `it needs ${CERTIFICATE} and ${KEY} beside it`);
    return undefined;
  }
  if (certificate === undefined) throw new SettingsError(KEY, `it needs ${CERTIFICATE} beside it`);
  if (keyFile === undefined) throw new SettingsError(CERTIFICATE, `it needs ${KEY} beside it`);
  const cert = pemIn(CERTIFICATE, certificate, 'certificate');
  const key = pemIn(KEY, keyFile, 'key');
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw new SettingsError(KEY, `it is the key of another certificate than the one in ${CERTIFICATE}`);
  return { cert, key, ...(clients !== undefined && { ca: pemIn(CLIENTS, clients, 'certificate') }) };
}
