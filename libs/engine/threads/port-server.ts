import type { MessagePort } from 'node:worker_threads';
import { Answers, type Answering } from './answers.js';
import type { ToThread } from './thread-message.js';

/** Answers a `PortClient` until it closes, or its thread is gone. @param onClosed nobody waits for anything any more */
export function servePort<Question>(port: MessagePort, answering: Answering<Question>, onClosed: () => void): void {
  const answers = new Answers(answering, (message, moved) => port.postMessage(message, [...moved]));
  port.on('message', (message: Extract<ToThread<Question, never>, { kind: 'ask' | 'abort' }>) =>
    answers.heard(message),
  );
  port.once('close', () => {
    answers.abort();
    onClosed();
  });
}
