/**
 * Called at every step of long work, sometimes thousands of times a second: what it throws ends the work there.
 * @param stage the name of what is begun, for whoever waits, where the step begins a stage of the work
 */
export type Step = (stage?: string) => void;
