import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { openEmmett } from './emmett.js';

/** The least that takes sales over HTTP and answers when they are on disk, on emmett's store: no checks, no rules, no figures. */
const append = await openEmmett(process.argv[2] ?? '');

const server = createServer((request, response) => {
  const recorded = async (): Promise<void> => {
    const sale = (await json(request)) as { readonly id: string };
    await append(`sale-${sale.id}`, sale);
    response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
  };
  recorded().catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
process.once('SIGTERM', () => process.exit(0));
