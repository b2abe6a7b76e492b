import { appendFileSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers';

/** Does what it is told, wrong things too, for who started it as a thread or a process. Its first `failures` starts fail. */
export function serveWrongly(side) {
  const { starts, failures } = side.data;
  appendFileSync(starts, '.');
  if (readFileSync(starts, 'utf8').length <= failures) throw new Error('not yet');

  let told = 0;
  side.serve({
    told: () => {
      side.say(++told);
    },
    stop: async () => {
      appendFileSync(starts, 'stopped');
    },
    answer: async (question, signal) => {
      switch (question.kind) {
        case 'echo':
          return question.value;
        case 'throw':
          throw new RangeError('too far');
        case 'exit':
          return process.exit(0);
        case 'die':
          setImmediate(() => {
            throw Object.assign(new Error('broken'), { code: 'EBROKEN', errno: -1 });
          });
          return new Promise(() => undefined);
        case 'compute':
          for (;;);
        case 'wait':
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              side.say('aborted');
              reject(signal.reason);
            });
          });
      }
    },
  });
}
