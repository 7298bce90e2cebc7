import type { Download } from './download.ts';
import { type ComparedList, type ListedMonth, type ListedOrder, writeList } from './partner-list.ts';
import { Requests } from './requests.ts';
import type { RequestOptions } from './transport.ts';

const EXPORTS = '/exports/';

/**
 * What a link names, from `exports` on: it is asked for at the client's own server, so no other one is given the credential.
 * Throws a TypeError for what is no such link.
 */
const pathOf = (link: string | null): string => {
  const { pathname, search } = URL.canParse(link ?? '') ? new URL(link ?? '') : { pathname: '', search: '' };
  const start = pathname.indexOf(EXPORTS);
  if (start < 0) throw new TypeError('give a pdfUrl, csvUrl or ndjsonUrl as this API gave it');
  return pathname.slice(start + 1) + search;
};

/** What is no GraphQL: files that are fetched, and lists that are sent. */
export class FileRequests extends Requests {
  /**
   * Fetches what a `pdfUrl`, `csvUrl` or `ndjsonUrl` names, as a stream. `timeoutMs` is for its beginning alone; `signal` ends
   * it at any time. Needs the scope of the field, with the credential that the link was made for.
   */
  async download(link: string | null, options: RequestOptions = {}): Promise<Download> {
    return this.calls.download(pathOf(link), options);
  }

  /**
   * Holds your own list of a month's orders against what was charged; at most 100,000 orders and 10 MB. Nothing of it is
   * stored. Needs invoices:read and orders:read.
   */
  async reconcile(
    orders: Iterable<ListedOrder> | AsyncIterable<ListedOrder>,
    { period, currency }: ListedMonth,
    options: RequestOptions = {},
  ): Promise<ComparedList> {
    const path = `reconciliation?${new URLSearchParams({ period, currency })}`;
    return (await this.calls.post(path, await writeList(orders), options)) as ComparedList; // the server's, of this path
  }
}
