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
 *   {"mode": "shorten", "after"}    has nothing after a position any more, as after a restore to an earlier day; ends all subscriptions
 *   {"mode": "die"}                 SIGKILL
 * of one node of the cluster, counted from 0:
 *   {"mode": "gone", "member"}      ends its connections and refuses others
 *   {"mode": "here", "member"}      no longer
 *   {"mode": "freeze", "member"}    answers nothing
 *   {"mode": "thaw", "member"}      answers again, also what it was asked meanwhile
 *   {"mode": "resign", "member"}    leads no longer: a second later the next one does, as where the leader is gone or frozen
 * GET /health/live there answers 204, GET /open-reads how many reads and subscriptions are under way, GET /given
 * with how many events reads were answered, GET /connections how many there are to all nodes,
 * GET /leader which node leads (nothing where none does).
 */
import { createServer } from 'node:http';
import { denied } from './append-messages.mjs';
import { connections } from './member.mjs';

/** In which calls are answered as if nothing were, but for what is said of each. */
const HARMLESS = ['none', 'undiscovered', 'no-appends', 'denied-all', 'denied-streams', 'denied-appends'];
const LASTING = [...HARMLESS, 'delay', 'silent', 'half-close', 'unknown-user'];
const OF_ONE = ['gone', 'here', 'freeze', 'thaw', 'resign'];

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
  control(store, subscriptions, cluster) {
    const once = {
      'end-subscriptions': () => subscriptions.end(),
      'hush-subscriptions': () => subscriptions.hush(),
      'too-slow': () => subscriptions.dropAtNextCommit(),
      'count-data': () => (this.countsAll = false),
      'count-all': () => (this.countsAll = true),
      shorten: ({ after }) => {
        store.shorten(after);
        subscriptions.end();
      },
      die: () => process.kill(process.pid, 'SIGKILL'),
    };
    return createServer(async (request, response) => {
      if (request.method === 'GET') {
        answerOf(request.url, cluster, response);
        return;
      }
      const asked = JSON.parse(Buffer.concat(await request.toArray()).toString());
      if (asked.mode in once) once[asked.mode](asked);
      else if (OF_ONE.includes(asked.mode)) await cluster.tell(asked.mode, asked.member);
      else if (LASTING.includes(asked.mode)) this.#fault = asked;
      else response.statusCode = 400;
      if (asked.mode === 'silent') subscriptions.hush();
      response.end('{}');
    });
  }
}

function answerOf(url, { members, leader }, response) {
  const sum = (count) => String(members.reduce((all, { reads }) => all + count(reads), 0));
  if (url === '/open-reads') response.end(sum(({ open }) => open));
  else if (url === '/given') response.end(sum(({ given }) => given));
  else if (url === '/connections') response.end(String(connections.size));
  else if (url === '/leader') response.end(leader === undefined ? '' : String(members.indexOf(leader)));
  else response.writeHead(url === '/health/live' ? 204 : 404).end();
}

function halfClose(call, end) {
  call.halfClosed = true;
  end();
}
