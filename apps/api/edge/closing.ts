import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A server that is being closed refuses what is being worked on, and ends each connection with its answer: one kept for the next request
 * would hold up the end for as long as its client keeps it, and so would one on which nobody has asked anything yet.
 */
export function addClosing(server: FastifyInstance, refuse: () => void): void {
  let isClosing = false;
  const silent = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  server.addHook('preClose', (done) => {
    isClosing = true;
    refuse();
    for (const socket of silent) socket.destroy();
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done(null, payload);
  });
}
