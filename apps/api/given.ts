type Given<Shape> = { [Name in keyof Shape]: Exclude<Shape[Name], undefined> };

/** Without what was not given. */
export function given<Shape extends object>(shape: Shape): Given<Shape> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Given<Shape>;
}
