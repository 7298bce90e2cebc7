import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

interface TabsProps {
  readonly label: string;
  readonly titles: readonly string[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** Stands at the end of the row of tabs. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

const MOVES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs as the ARIA Authoring Practices have them: one stop for the Tab key, arrows between them. */
export const Tabs = ({ label, titles, selected, onSelect, aside, children }: TabsProps) => {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent): void => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (selected + by + titles.length) % titles.length;
    onSelect(next);
    list.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[next]?.focus();
  };

  return (
    <div className="tabs">
      <div className="tab-row">
        <div ref={list} role="tablist" aria-label={label} onKeyDown={move}>
          {titles.map((title, index) => (
            <button
              key={title}
              type="button"
              role="tab"
              id={`${id}-tab-${index}`}
              aria-selected={index === selected}
              aria-controls={`${id}-panel`}
              tabIndex={index === selected ? 0 : -1}
              onClick={() => onSelect(index)}
            >
              {title}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${selected}`} className="tab-panel">
        {children}
      </div>
    </div>
  );
};
