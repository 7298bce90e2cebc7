/** What the request accepts, decided once for each distinct Accept header. */
export interface Accepted {
  /** The media type of the answer; null where none of ours is accepted. */
  readonly contentType: string | null;
  /** True where every accepted range is application/json: such a client is told by the body, not by the status. */
  readonly isJsonOnly: boolean;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

interface Range {
  readonly type: string;
  readonly quality: number;
}

/** Ranges of an Accept header (RFC 9110 section 12.5.1). Parameters other than the quality are not looked at. */
const parseRanges = (header: string): Range[] =>
  header.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (type === '') return [];
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return [{ type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }];
  });

const qualityOf = (ranges: readonly Range[], type: string): number => {
  for (const candidate of [type, 'application/*', '*/*']) {
    const range = ranges.find((one) => one.type === candidate);
    if (range) return range.quality;
  }
  return 0;
};

const EVERYTHING: Accepted = { contentType: JSON_TYPE, isJsonOnly: false };

/** Chooses application/json unless application/graphql-response+json is named and preferred at least as much. */
export const negotiate = (header: string | undefined): Accepted => {
  if (header === undefined || header.trim() === '') return EVERYTHING;
  const ranges = parseRanges(header);
  const json = qualityOf(ranges, 'application/json');
  const graphql = qualityOf(ranges, 'application/graphql-response+json');
  if (json === 0 && graphql === 0) return { contentType: null, isJsonOnly: false };
  const isNamed = ranges.some(({ type }) => type === 'application/graphql-response+json');
  const isGraphql = graphql > json || (isNamed && graphql === json);
  return {
    contentType: isGraphql ? GRAPHQL_TYPE : JSON_TYPE,
    isJsonOnly: ranges.every(({ type }) => type === 'application/json'),
  };
};

const MEMO_MAX = 64;
const MEMO_HEADER_LENGTH_MAX = 128;
const memo = new Map<string, Accepted>();

/** `negotiate`, remembered for the few headers that clients really send. */
export const acceptedBy = (header: string | undefined): Accepted => {
  if (header === undefined) return EVERYTHING;
  const known = memo.get(header);
  if (known) return known;
  const accepted = negotiate(header);
  if (memo.size < MEMO_MAX && header.length <= MEMO_HEADER_LENGTH_MAX) memo.set(header, accepted);
  return accepted;
};

const CONTENT_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i;

/** True for JSON in UTF-8, said or unsaid. */
export const isJsonUtf8 = (contentType: string | undefined): boolean =>
  contentType === 'application/json' || (contentType !== undefined && CONTENT_TYPE.test(contentType.trim()));
