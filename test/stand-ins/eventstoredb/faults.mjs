/**
 * Misbehaviour on demand. POST to the control port, each until the next one:
 *   {"mode": "none"}           answers
 *   {"mode": "delay", "ms"}    does what is asked, answers later
 *   {"mode": "silent"}         never answers; subscriptions say nothing any more, for ever
 *   {"mode": "half-close"}     ends the calls with the status OK in the middle
 *   {"mode": "undiscovered"}   does not say who is in its cluster; otherwise answers
 *   {"mode": "no-appends"}     never answers appends, as a cluster without a majority; otherwise answers
 *   {"mode": "denied-all"}     denies reads of the whole log and subscriptions to it; otherwise answers
 *   {"mode": "denied-streams"} denies reads of streams; otherwise answers
 *   {"mode": "denied-appends"} denies appends; otherwise answers
 *   {"mode": "unknown-user"}   denies appends, and does not know who asks for anything else
 * or once:
 *   {"mode": "end-subscriptions"}   ends all subscriptions with the status OK
 *   {"mode": "hush-subscriptions"}  all subscriptions stay open and say nothing any more
 *   {"mode": "too-slow"}            drops all subscriptions with code 10 at the next append, instead of telling them of it
 *   {"mode": "count-data"}          counts the data of an append against the limit of its size, as at first
 *   {"mode": "count-all"}           counts metadata and type too
 *   {"mode": "die"}                 SIGKILL
 * GET /health/live there answers 204, GET /open-reads how many reads and subscriptions are under way, GET /given
 * with how many events reads were answered.
 */
import { createServer } from 'node:http';
import { denied } from './append-messages.mjs';

/** In which calls are answered as if nothing were, but for what is said of each. */
const HARMLESS = ['none', 'undiscovered', 'no-appends', 'denied-all', 'denied-streams', 'denied-appends'];
const LASTING = [...HARMLESS, 'delay', 'silent', 'half-close', 'unknown-user'];

export class Faults {
  #fault = { mode: 'none' };
  #lost = 0;
  /** Whether the size of an append is that of everything in it. */
  countsAll = false;

  /** Of a call that changes something: where its answer is lost, every second one was carried out all the same. */
  write(call, { work, reply, end }) {
    const { mode, ms = 100 } = this.#fault;
    if (call.halfClosed || mode === 'no-appends') return;
    if (mode === 'denied-appends' || mode === 'unknown-user') reply({ refusal: 'access denied' });
    else if (HARMLESS.includes(mode)) void work().then(reply);
    else if (mode === 'delay') void work().then((outcome) => setTimeout(() => reply(outcome), ms));
    else if (this.#lost++ % 2 === 0) void work();
    if (mode === 'half-close') halfClose(call, end);
  }

  /** @param whole whether the whole log is asked for */
  read(call, { whole, answer, half }) {
    const { mode, ms = 100 } = this.#fault;
    if (mode === 'unknown-user') call.emit('error', { code: 16, details: 'Unauthenticated' });
    else if (mode === (whole ? 'denied-all' : 'denied-streams')) call.emit('error', denied());
    else if (HARMLESS.includes(mode)) answer();
    else if (mode === 'delay') setTimeout(answer, ms);
    else if (mode === 'half-close') half();
  }

  /** Of a question about the cluster. */
  gossip({ answer, refuse }) {
    if (this.#fault.mode === 'undiscovered') refuse();
    else answer();
  }

  /** @returns the server that is told and asked; it does not listen yet */
  control(subscriptions, reads) {
    const once = {
      'end-subscriptions': () => subscriptions.end(),
      'hush-subscriptions': () => subscriptions.hush(),
      'too-slow': () => subscriptions.dropAtNextCommit(),
      'count-data': () => (this.countsAll = false),
      'count-all': () => (this.countsAll = true),
      die: () => process.kill(process.pid, 'SIGKILL'),
    };
    return createServer(async (request, response) => {
      if (request.method === 'GET') {
        if (request.url === '/open-reads') response.end(String(reads.open));
        else if (request.url === '/given') response.end(String(reads.given));
        else response.writeHead(request.url === '/health/live' ? 204 : 404).end();
        return;
      }
      const asked = JSON.parse(Buffer.concat(await request.toArray()).toString());
      if (asked.mode in once) once[asked.mode]();
      else if (LASTING.includes(asked.mode)) this.#fault = asked;
      else response.statusCode = 400;
      if (asked.mode === 'silent') subscriptions.hush();
      response.end('{}');
    });
  }
}

function halfClose(call, end) {
  call.halfClosed = true;
  end();
}
