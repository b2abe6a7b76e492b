/**
 * The three pure functions of an aggregate. No clock, id, await, logger or framework inside: time and ids arrive in the command.
 * `decide` throws a `Problem` for what the caller can mend. `Stored` is the event as the log gives it back.
 */
export interface Decider<State, Command, Event, Stored = Event> {
  readonly initial: State;
  evolve(state: State, event: Stored): State;
  decide(command: Command, state: State): readonly Event[];
}
