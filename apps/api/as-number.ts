import { Transform } from 'class-transformer';

/** The number that a text of an address says; what says none stays as it was sent, for who refuses it tells what it was. */
export function AsNumber(): PropertyDecorator {
  return Transform(({ value }: { readonly value: unknown }) => numberSaid(value));
}

function numberSaid(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}
