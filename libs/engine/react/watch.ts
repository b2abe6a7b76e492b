/** Who is told what is done after facts, at times and to receivers, to count it. */
export interface Watch {
  /** How far a reaction or a schedule is: a position, or milliseconds since 1970. */
  reached(name: string, at: number, unit: 'position' | 'time'): void;
  /** What it issued that was not there before. */
  issued(name: string, recorded: number, enqueued: number): void;
  /** How an attempt to deliver something of a kind ended. */
  attempted(kind: string, outcome: 'delivered' | 'failed' | 'given-up'): void;
}
