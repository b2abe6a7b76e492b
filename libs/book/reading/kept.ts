import { AssumedHistory } from '#figures/journal/assumed-history.js';
import { KeptEverybody } from '#subjects/segments/kept/kept-everybody.js';
import { KeptMembers } from '#subjects/segments/kept/kept-members.js';

/** What a thread keeps of a version of the read models from one question to the next: all of it follows from those. */
export class Kept {
  readonly history = new AssumedHistory();
  readonly members = new KeptMembers();
  readonly everybody = new KeptEverybody();
}
