/**
 * The nodes of the stand-in, one or three, and which of them leads. They have one log, so nothing is ever cut off, and a follower is never
 * behind. Where the leader dies, freezes or resigns there is none for a while, and then the next that lives; none without a majority.
 */
import { clearTimeout, setTimeout } from 'node:timers';
import { Member } from './member.mjs';

/** Milliseconds without a leader before there is another. */
const ELECTION = 1_000;

export class Cluster {
  members;
  #leader;
  #election;

  constructor(ports, parts) {
    this.members = ports.map((port) => new Member(this, port, parts));
    this.#leader = this.members[0];
  }

  /** Undefined while there is none. */
  get leader() {
    return this.#leader;
  }

  async start() {
    for (const member of this.members) await member.start();
  }

  /** What one of them is told: 'gone', 'here', 'freeze', 'thaw', or 'resign', which leaves the next to lead. */
  async tell(what, number) {
    const member = this.members[number];
    if (what === 'gone') member.stop();
    else if (what === 'here') await member.start();
    else if (what === 'freeze') member.freeze();
    else if (what === 'thaw') member.thaw();
    const leads = this.#leader === member;
    if (leads && (what === 'resign' || !isWell(member))) this.#leader = undefined;
    if (this.#leader !== undefined && !this.#hasMajority()) this.#leader = undefined;
    if (this.#leader === undefined) this.#electAfter(number);
  }

  #hasMajority() {
    return this.members.filter(isWell).length > this.members.length / 2;
  }

  #electAfter(number) {
    clearTimeout(this.#election);
    this.#election = setTimeout(() => {
      const inTurn = [...this.members.slice(number + 1), ...this.members.slice(0, number + 1)];
      if (this.#hasMajority()) this.#leader = inTurn.find(isWell);
    }, ELECTION);
  }
}

function isWell({ alive, frozen }) {
  return alive && !frozen;
}
