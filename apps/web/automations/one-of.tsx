import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Select } from '../parts/select.js';
import { useFormTexts } from './form-texts.js';

interface OneOfProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Every kind there is has to be chosen: none is, at first. What was chosen and is retired by now is there to be seen. */
function optionsOf(value: string, there: readonly (readonly [string, string])[], none: string) {
  const isThere = value === '' || there.some(([one]) => one === value);
  return [['', none] as const, ...(isThere ? [] : [[value, value] as const]), ...there];
}

export function SegmentField({ value, onChange }: OneOfProps) {
  const said = useFormTexts();
  const asked = useAnswer('segments', (signal) => server.listSegments({ limit: 1_000 }, { signal }));
  return (
    <Said asked={asked}>
      {({ segments }) => (
        <Select
          label={said('segment')}
          value={value}
          options={optionsOf(
            value,
            segments.map(({ id, title }) => [id, title] as const),
            said('choose'),
          )}
          onChange={onChange}
        />
      )}
    </Said>
  );
}

export function ChannelField({ value, onChange }: OneOfProps) {
  const said = useFormTexts();
  const asked = useAnswer('channels', (signal) => server.listChannels({ limit: 1_000 }, { signal }));
  return (
    <Said asked={asked}>
      {({ channels }) => (
        <Select
          label={said('channel')}
          value={value}
          options={optionsOf(
            value,
            channels.map(({ id, kind }) => [id, `${id} (${kind})`] as const),
            said('choose'),
          )}
          onChange={onChange}
        />
      )}
    </Said>
  );
}
