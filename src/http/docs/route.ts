import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../kernel/fault.ts';
import { type Sheet, sendSheet, sheetOf } from '../sheet.ts';
import { DOCS_PATH, LLMS_PATH } from './paths.ts';

/** A page loads its style and drawings from this server; it runs nothing and sends nothing. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** A drawing has its colours in itself, and may be looked at alone. */
const SVG = 'image/svg+xml';
const DRAWING_HEADERS: Readonly<Record<string, string>> = {
  ...HEADERS,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const HTML = 'text/html; charset=utf-8';

/** A way from what stands behind `/docs` to what is sent; each page is rendered when it is first asked for, and kept. */
type Shelf = (name: string) => Sheet | null;

const openShelf = async (): Promise<Shelf> => {
  // Loaded here, for whoever asks for no page needs none of it.
  const [{ readLibrary }, { renderPage }, { frame }, { STYLE }, { llmsText }] = await Promise.all([
    import('./library.ts'),
    import('./render.ts'),
    import('./frame.ts'),
    import('./style.ts'),
    import('./llms.ts'),
  ]);
  const library = await readLibrary();
  const sheets = new Map<string, Sheet>([
    ['style.css', sheetOf('text/css; charset=utf-8', STYLE)],
    [LLMS_PATH, sheetOf('text/markdown; charset=utf-8', llmsText(library))],
  ]);
  const make = (name: string): Sheet | null => {
    const page = name === '' ? library.index : library.pages.get(name);
    if (page !== undefined) return sheetOf(HTML, frame(library, page, renderPage(page)));
    const asset = library.assets.get(name);
    return asset === undefined ? null : sheetOf(asset.type, asset.bytes);
  };
  return (name) => {
    const sheet = sheets.get(name) ?? make(name);
    if (sheet !== null) sheets.set(name, sheet);
    return sheet;
  };
};

interface NamedRoute {
  readonly Params: { readonly '*': string };
}

/** GET /docs, each page as HTML and, with `.md` behind it, as it is written; and `/llms.txt`. Whoever asks, no credential is needed. */
export const addDocsRoute = (app: FastifyInstance): void => {
  let opening: Promise<Shelf> | null = null;

  const show = async (request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> => {
    opening ??= openShelf().catch((error: unknown) => {
      opening = null; // whoever asks next tries again
      throw error;
    });
    const sheet = (await opening)(name);
    if (sheet === null) throw new Fault('NOT_FOUND');
    return sendSheet(request, reply.headers(sheet.type === SVG ? DRAWING_HEADERS : HEADERS), sheet);
  };

  const options = { exposeHeadRoute: true };
  app.get(DOCS_PATH, options, (request, reply) => show(request, reply, ''));
  app.get<NamedRoute>(`${DOCS_PATH}/*`, options, (request, reply) => show(request, reply, request.params['*']));
  app.get(LLMS_PATH, options, (request, reply) => show(request, reply, LLMS_PATH));
};
