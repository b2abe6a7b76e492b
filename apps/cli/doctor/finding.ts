/** What was looked at, and what is wrong with it. */
export interface Finding {
  readonly what: string;
  /** Absent where nothing is. */
  readonly wrong?: string;
  /** What to do about it. */
  readonly cure?: string;
  /** What is to be known where nothing is wrong. */
  readonly note?: string;
}

export function wrong(what: string, reason: string, cure: string): Finding {
  return { what, wrong: reason, cure };
}

export function fine(what: string, note?: string): Finding {
  return { what, ...(note !== undefined && { note }) };
}

/** The lines of a finding, for people. */
export function linesOf({ what, wrong: reason, cure, note }: Finding): readonly string[] {
  if (reason === undefined) return [`ok     ${what}${note === undefined ? '' : `: ${note}`}`];
  return [`WRONG  ${what}: ${reason}`, ...(cure === undefined ? [] : [`       ${cure}`])];
}
