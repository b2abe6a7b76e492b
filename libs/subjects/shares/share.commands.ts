import type { CommandTypes } from '#ledger/ledger.js';
import { namedSubject } from '../named.js';
import { SHARE, SHARE_SHOWN } from './share.input.js';

/** Links to an answer. What is said of one is said by the book, which makes what opens it. */
export const SHARED = namedSubject({
  name: 'share',
  path: 'shares',
  words: 'a share',
  scope: 'read:records',
  readScope: 'read:records',
  content: SHARE,
  shown: {
    schema: SHARE_SHOWN,
    of: ({ tokenHash: _hash, kept: _kept, ...shown }) => shown,
  },
  example: { id: 'unknown', content: {} },
});

/** How a share is begun. */
const BEGINS = 'SetShare';

/** What callers can do with a share by name. */
export const SHARE_COMMANDS: CommandTypes = Object.fromEntries(
  Object.entries(SHARED.commands)
    .filter(([type]) => type !== BEGINS)
    // Nobody knows the id of a share before there is one.
    .map(([type, command]) => [type, { ...command, example: { ...command.example, refused: 404 } }]),
);

/** The command that begins a share, which no caller sends: he would choose what opens it. */
export function beginsShare() {
  const command = SHARED.commands[BEGINS];
  if (command === undefined) throw new Error(`shares have no command ${BEGINS}`);
  return command;
}
