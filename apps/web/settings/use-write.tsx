import { useState } from 'preact/hooks';
import { ConfirmedWrite, type Write } from './confirmed-write.js';

/**
 * What a place needs to record something: what begins it, and what asks and shows it while it is under way.
 * @param onDone called when it was recorded
 * @param onOvertaken called when somebody else was first; as if it was recorded where absent
 */
export function useWrite(onDone: () => void, onOvertaken = onDone) {
  const [write, begin] = useState<Write>();
  const dialog = write !== undefined && (
    <ConfirmedWrite
      write={write}
      onClose={(isDone) => {
        begin(undefined);
        if (isDone) onDone();
      }}
      onOvertaken={() => {
        begin(undefined);
        onOvertaken();
      }}
    />
  );
  return { begin, dialog };
}
