import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why no certificate can be made here; undefined where one can. */
export const NO_OPENSSL =
  spawnSync('openssl', ['version']).status === 0 ? undefined : 'there is no openssl to make certificates with';

export interface Certificate {
  /** Of the certificate, its own authority, as PEM. */
  readonly file: string;
  readonly cert: string;
  readonly key: string;
}

/** A certificate for a name (as in `DNS:localhost`), signed by itself. @param until as in `20200101000000Z` */
export function aCertificate(folder: string, name: string, until = '20991231000000Z'): Certificate {
  const cwd = mkdtempSync(join(folder, 'certificate-'));
  writeFileSync(join(cwd, 'index.txt'), '');
  const config = `[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index.txt\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nx509_extensions=x
[p]\ncommonName=supplied\n[x]\nsubjectAltName=${name}\n[req]\ndistinguished_name=n\n[n]\n`;
  writeFileSync(join(cwd, 'config'), config);
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { cwd, stdio: 'ignore' });
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=a test'];
  openssl('req', '-config', 'config', ...kind, '-keyout', 'key.pem', '-out', 'asked.pem');
  const valid = ['-startdate', '20190101000000Z', '-enddate', until];
  const signed = ['-selfsign', '-keyfile', 'key.pem', '-in', 'asked.pem', '-out', 'cert.pem', '-notext'];
  openssl('ca', '-config', 'config', '-batch', ...signed, ...valid);
  const file = join(cwd, 'cert.pem');
  return { file, cert: readFileSync(file, 'utf8'), key: readFileSync(join(cwd, 'key.pem'), 'utf8') };
}
