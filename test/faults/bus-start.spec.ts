import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describeWhere } from '../describe-where.js';
import { aCertificate, NO_OPENSSL } from '../stand-ins/certificates.js';
import { membersOfSuite } from '../stand-ins/members.js';

const PASSWORD = 'geheim!';
const API_VERSIONS = 18;
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;

const members = membersOfSuite();

async function complaintOf(name: 'relay' | 'projector', server: Server, env: NodeJS.ProcessEnv): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const refused = await members.start(name, {
    KAFKA_BROKERS: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    // The driver's own, and harmless.
    NODE_OPTIONS: '--disable-warning=TimeoutNegativeWarning',
    ...env,
  });
  await refused.ended();
  for (const socket of sockets) socket.destroy();
  server.close();
  expect(refused.output).not.toContain(PASSWORD);
  return refused.complaint;
}

/** A broker that knows nobody: what it answers by the number of the request. */
function brokerForNobody(): Server {
  const number16 = (...numbers: number[]): Buffer =>
    Buffer.concat(numbers.map((number) => Buffer.from([(number >> 8) & 255, number & 255])));
  const text = (of: string): Buffer => Buffer.concat([number16(of.length), Buffer.from(of)]);
  const versions = [API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE].map((key) =>
    number16(key, 0, key === SASL_HANDSHAKE ? 1 : 0),
  );
  const answers: Readonly<Record<number, Buffer>> = {
    [API_VERSIONS]: Buffer.concat([number16(0, 0, versions.length), ...versions, number16(0, 0)]),
    [SASL_HANDSHAKE]: Buffer.concat([number16(0, 0, 1), text('PLAIN')]),
    [SASL_AUTHENTICATE]: Buffer.concat([number16(58), text('Authentication failed'), number16(0, 0)]),
  };
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      const answer = answers[request.readInt16BE(4)] ?? Buffer.alloc(0);
      const size = Buffer.alloc(4);
      size.writeInt32BE(4 + answer.length);
      socket.write(Buffer.concat([size, request.subarray(8, 12), answer]));
    });
  });
}

it.each(['relay', 'projector'] as const)('a %s whose user Kafka does not know ends in one line', async (name) => {
  const env = { KAFKA_TLS: 'off', KAFKA_SASL: 'plain', KAFKA_USERNAME: 'me', KAFKA_PASSWORD: PASSWORD };
  expect(await complaintOf(name, brokerForNobody(), env)).toBe(
    `tallybook ${name} cannot start: Kafka does not know the user in KAFKA_USERNAME with that password: set them and the mechanism in KAFKA_SASL right, or make that user\n`,
  );
});

describeWhere(NO_OPENSSL, 'a process whose Kafka speaks TLS', () => {
  it.each([
    [
      {},
      'Kafka wants TLS, and KAFKA_TLS asks for none: set KAFKA_TLS=on, and name the authority of the certificate in KAFKA_TLS_CA_FILE',
    ],
    [
      { KAFKA_TLS: 'on' },
      'the certificate of Kafka is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name its authority in KAFKA_TLS_CA_FILE',
    ],
  ])('ends in one line with %j', async (env, why) => {
    const { cert, key } = aCertificate(members.folder, 'IP:127.0.0.1');
    const server = createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined));
    expect(await complaintOf('relay', server, env)).toBe(`tallybook relay cannot start: ${why}\n`);
  });
});
