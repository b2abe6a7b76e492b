import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Choices } from '../parts/choices.js';

interface ChannelChoiceProps {
  readonly legend: string;
  readonly hint: string;
  /** What is said where there is no channel. */
  readonly none: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which channels something goes through. Those that were chosen and are retired by now are there to be taken out. */
export function ChannelChoice({ legend, hint, none, chosen, onChange }: ChannelChoiceProps) {
  const asked = useAnswer('channels', (signal) => server.listChannels({ limit: 1_000 }, { signal }));
  return (
    <Said asked={asked}>
      {({ channels }) => {
        const ids = [...new Set([...chosen, ...channels.map(({ id }) => id)])];
        if (ids.length === 0)
          return (
            <p class="hint">
              <a href="/settings">{none}</a>
            </p>
          );
        return (
          <>
            <Choices
              legend={legend}
              choices={ids.map((id) => ({ value: id, title: id }))}
              chosen={chosen}
              onChange={onChange}
            />
            <p class="hint">{hint}</p>
          </>
        );
      }}
    </Said>
  );
}
