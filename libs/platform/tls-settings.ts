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
  /** Where they stand: they are read again when they are renewed. */
  readonly files: TlsFiles;
}

interface TlsFiles {
  readonly cert: string;
  readonly key: string;
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
  return tlsIn({ cert: certificate, key: keyFile, ...(clients !== undefined && { ca: clients }) });
}

/** What of it a server speaks TLS with. */
export function secureContext({ cert, key, ca }: Tls): Omit<Tls, 'files'> {
  return { cert, key, ...(ca !== undefined && { ca }) };
}

/** What stands in the files now. @throws SettingsError as `readTls` */
export function tlsIn(files: TlsFiles): Tls {
  const cert = pemIn(CERTIFICATE, files.cert, 'certificate');
  const key = pemIn(KEY, files.key, 'key');
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw new SettingsError(KEY, `it is the key of another certificate than the one in ${CERTIFICATE}`);
  return { cert, key, ...(files.ca !== undefined && { ca: pemIn(CLIENTS, files.ca, 'certificate') }), files };
}
