import { useId } from 'react';
import type { ActionField } from '../sandbox/action.ts';

interface ActionInputProps {
  readonly field: ActionField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const TYPES = { text: 'text', number: 'number', moment: 'datetime-local' } as const;

/** One field of an action, with its label. */
export const ActionInput = ({ field, value, onChange }: ActionInputProps) => {
  const id = useId();
  const { label, kind, hint = '' } = field;
  const choices = kind === 'yes-or-no' ? ['no', 'yes'] : kind;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {typeof choices === 'string' ? (
        <input
          id={id}
          type={TYPES[choices]}
          value={value}
          required={hint === ''}
          placeholder={hint}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
    </div>
  );
};
