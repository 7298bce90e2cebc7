import { useState } from 'react';
import { FEEDS } from '../live/feeds.ts';
import { FeedList } from './feed-list.tsx';
import { Tabs } from './tabs.tsx';

/** What happens in the organisation, while it happens. */
export const LiveDock = ({ isEnded }: { readonly isEnded: boolean }) => {
  const [selected, setSelected] = useState(0);
  const [isOpen, setIsOpen] = useState(true);

  const select = (index: number): void => {
    setSelected(index);
    setIsOpen(true);
  };

  const fold = (
    <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
      {isOpen ? 'Hide' : 'Show'}
    </button>
  );

  return (
    <section className="dock" aria-label="Live" data-open={isOpen}>
      <Tabs
        label="What happens now"
        titles={FEEDS.map(({ title }) => title)}
        selected={selected}
        onSelect={select}
        aside={fold}
      >
        <div hidden={!isOpen}>
          {FEEDS.map((feed, index) => (
            <FeedList key={feed.title} feed={feed} isActive={isOpen && !isEnded && index === selected} />
          ))}
        </div>
      </Tabs>
    </section>
  );
};
