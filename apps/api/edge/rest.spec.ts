import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { dropRest } from './rest.js';

it('what is left of a body is read to its end, also where nobody began to read it', async () => {
  const dropped = Promise.withResolvers<boolean>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.end('no');
    // It would be cut off long after this test.
    response.once('finish', () => {
      dropRest(request, 600_000).then(() => dropped.resolve(request.socket.destroyed), dropped.reject);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\nhalf');
  await once(client, 'data');
  client.write('half');
  expect(await dropped.promise).toBe(false);
  client.destroy();
  server.close();
  await once(server, 'close');
});
