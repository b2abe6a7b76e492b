import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { Problem } from '#kernel/problem.js';
import { bodyOf, PROBLEM_TYPE } from './problem.filter.js';

/** Answers what could not be read as a request. */
export function answerClientError({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, problem] = problemOf(code);
  const body = bodyOf(problem);
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function problemOf(code: string | undefined): readonly [number, Problem] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return [408, new Problem('body-too-slow', 'the head of the request did not come in time: send it in one go')];
  const detail =
    code === 'HPE_HEADER_OVERFLOW'
      ? 'the head of the request is larger than 16 KiB: send less of it, long questions with POST'
      : 'this is no request of HTTP/1.1';
  return [400, new Problem('invalid-request', detail)];
}
