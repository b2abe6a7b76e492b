import type { Subject } from '../subject.js';
import { SHARE_COMMANDS, SHARED } from './share.commands.js';

const { listShares } = SHARED.reads;

/** Links that show an answer to whoever has one: they are listed and revoked. */
export const SHARES: Subject = {
  ...SHARED,
  commands: SHARE_COMMANDS,
  reads: listShares === undefined ? {} : { listShares },
};
