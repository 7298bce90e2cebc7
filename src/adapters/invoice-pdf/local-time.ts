/** Writes moments as a time zone has them, as ISO 8601 does but for its `T`. */
export interface LocalTime {
  /** Such as `2026-11-30`. */
  readonly date: (moment: Date) => string;
  /** Such as `2026-11-30 14:05`. */
  readonly minute: (moment: Date) => string;
}

export const localTime = (timeZone: string): LocalTime => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const read = (moment: Date) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
  };
  return {
    date: (moment) => read(moment).date,
    minute: (moment) => {
      const { date, time } = read(moment);
      return `${date} ${time}`;
    },
  };
};
