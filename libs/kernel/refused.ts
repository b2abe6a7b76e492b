/**
 * What a process needs in order to start and is refused. Its message is one line that says what is missing and how it is granted, without
 * the value of any setting.
 */
export class Refused extends Error {
  /** @param forGood whether only other settings help, which a process reads when it starts; otherwise asking again later does */
  constructor(
    message: string,
    readonly forGood: boolean,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** One thing that somebody needs to be allowed. */
export interface Need {
  /** As in "may not …". */
  readonly what: string;
  /** Rejects where it is not possible, for whatever reason. */
  readonly attempt: () => PromiseLike<unknown>;
}

/** Who needs something of a store, how the store says no, and how an operator grants it. */
export interface Asker {
  readonly who: string;
  readonly isDenied: (error: unknown) => boolean;
  readonly how: string | ((denied: readonly string[]) => string);
}

/** Attempts everything that is needed, one after another. @throws Refused naming all that is denied; the first other error as it is */
export async function needAll(needs: readonly Need[], { who, isDenied, how }: Asker): Promise<void> {
  const denied: string[] = [];
  for (const { what, attempt } of needs) {
    try {
      await attempt();
    } catch (error) {
      if (!isDenied(error)) throw error;
      denied.push(what);
    }
  }
  if (denied.length === 0) return;
  const grant = typeof how === 'string' ? how : how(denied);
  throw new Refused(`${who} may not ${denied.join(', not ')}: ${grant}`, false);
}
