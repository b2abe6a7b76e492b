/**
 * The three pure functions of an aggregate. No clock, id, await, logger or framework inside: time and ids arrive in the command.
 * `decide` throws a `Problem` for what the caller can mend. That a fact is recorded once is not its matter: see `CommandHandler`.
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State): readonly Event[];
}
