/**
 * Whether the Tallybook of this container answers a path with 200, over TLS where it has a certificate: `node infra/answers.mjs /readyz`. Where callers need a
 * certificate too, that it takes connections is all that is asked.
 */
import { get as http } from 'node:http';
import { get as https } from 'node:https';
import { connect } from 'node:net';

const { TALLY_PORT: port = '3000', TALLY_TLS_CERT_FILE: cert, TALLY_TLS_CLIENT_CA_FILE: clients } = process.env;
const [, , path = '/healthz'] = process.argv;
const end = (isWell) => process.exit(isWell ? 0 : 1);

if (clients) connect({ port, host: '127.0.0.1' }, () => end(true)).on('error', () => end(false));
else {
  // Its certificate is in the name that others know it by.
  const options = { host: '127.0.0.1', port, path, rejectUnauthorized: false };
  (cert ? https : http)(options, ({ statusCode }) => end(statusCode === 200)).on('error', () => end(false));
}
