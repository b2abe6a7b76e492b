/** A value that several processes see and change. */
export interface Register<Value> {
  /** The value; the initial one where nobody has changed it. */
  read(): Promise<Value>;
  /**
   * One change after another, on disk when it is answered, whole or not at all. `edit` is called again where somebody else was first, and
   * answers undefined to leave the value as it is. @returns the value as it is then
   */
  change(edit: (value: Value) => Value | undefined): Promise<Value>;
  close(): Promise<void>;
}
