import { useState } from 'preact/hooks';
import { ConfirmedWrite, type Write } from './confirmed-write.js';

/**
 * What a place needs to record something: what begins it, and what asks and shows it while it is under way.
 * @param onDone called when it was recorded
 */
export function useWrite(onDone: () => void) {
  const [write, begin] = useState<Write>();
  const dialog = write !== undefined && (
    <ConfirmedWrite
      write={write}
      onClose={(isDone) => {
        begin(undefined);
        if (isDone) onDone();
      }}
    />
  );
  return { begin, dialog };
}
