import type { Policies } from '#subjects/policies/policy.js';
import { Thread } from '#engine/threads/thread.js';
import { builtProgram } from '#kernel/checkout.js';
import type { Settings } from '#platform/settings.js';

/** What the thread works on. */
export interface ProjectorData {
  readonly settings: Settings;
  /** Of the version of the read models. */
  readonly name: string;
  readonly policies: Policies;
}

/** It is told that the log has grown, or that somebody waits for what it has not yet, and says up to where it has it. */
export type ToldProjector = 'appended' | 'awaited';
export type ProjectorThread = Thread<never, number, ToldProjector>;

/** The thread that follows the log into a version of the read models; its work is exactly once wherever it stopped. */
export function projectorThread(
  data: ProjectorData,
  onProgress: (position: number) => void,
  onError: (error: unknown) => void,
): ProjectorThread {
  const file = builtProgram('libs/book/projecting/projector.worker');
  return new Thread({ what: 'the projector', file, data, onSaid: onProgress, onError });
}
