import { useEffect, useState } from 'preact/hooks';

/** What was said last, once nothing else has been said for some time. @param ms milliseconds */
export function useDebounced<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
