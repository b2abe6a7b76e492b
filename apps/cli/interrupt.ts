const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The user does not want to wait for the end. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** Runs something that the first signal to end only tells to: it can say what it has done. The next one ends the process as ever. */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal));
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    return await run(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
