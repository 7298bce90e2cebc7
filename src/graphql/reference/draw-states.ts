import { instance } from '@viz-js/viz';

interface Drawing {
  /** What the picture is of, for those who do not see it. */
  readonly title: string;
  /** The table of a `….states.ts`. */
  readonly states: Readonly<Record<string, readonly string[]>>;
  /** The state that something begins in. */
  readonly first: string;
  /** States in which money is held, which are shaded. */
  readonly held?: readonly string[];
}

const START = 'start';

const nodeClass = (state: string, { states, held = [] }: Drawing): string => {
  if (held.includes(state)) return 'held';
  return states[state]?.length === 0 ? 'end' : 'passing';
};

const dotOf = (drawing: Drawing): string => {
  const nodes = Object.keys(drawing.states).map(
    (name) => `${name} [label="${name.toUpperCase()}" class="${nodeClass(name, drawing)}"]`,
  );
  const edges = Object.entries(drawing.states).flatMap(([from, targets]) => targets.map((to) => `${from} -> ${to}`));
  return `digraph {
    rankdir=LR bgcolor="transparent" nodesep=0.3 ranksep=0.42 pad=0.05
    node [shape=box style="rounded" fontname="Helvetica" fontsize=13 height=0.42 margin="0.14,0.06"]
    edge [arrowsize=0.7]
    ${START} [shape=circle label="" width=0.14 height=0.14 fixedsize=true class="start"]
    ${START} -> ${drawing.first}
    ${[...nodes, ...edges].join('\n    ')}
  }`;
};

/** The colours stand in the picture itself, so that it follows the reader's light or dark wherever it is shown. */
const STYLE = `<style>
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,sans-serif;fill:#1b1f26}
path,polygon,ellipse{stroke:#565e6b;fill:none}
.edge polygon,.start ellipse{fill:#565e6b}
.held path{fill:#fdf3d8;stroke:#8a6d1a}
.end path{stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#e6e9ee}path,polygon,ellipse{stroke:#a6aebb}.edge polygon,.start ellipse{fill:#a6aebb}.held path{fill:#3d3210;stroke:#d8b75a}}
</style>`;

const ATTRIBUTES = / (?:fill|stroke|font-family)="[^"]*"/g;

/** Draws a table of states as SVG: held ones shaded, those that are an end with a thick line. The same for the same table. */
export const drawStates = async (drawing: Drawing): Promise<string> => {
  const viz = await instance();
  const svg = viz.renderString(dotOf(drawing), { format: 'svg', engine: 'dot' });
  const [, head = '', body = ''] = /(<svg[^>]*>)([\s\S]*)$/.exec(svg) ?? [];
  const shown = body
    .replaceAll(/<!--[\s\S]*?-->\n/g, '')
    .replaceAll(/<title>[^<]*<\/title>\n/g, '')
    .replaceAll(ATTRIBUTES, '');
  // In pixels, so that its words are as large as those around it.
  const sized = head.replace('<svg', '<svg role="img"').replaceAll(/(width|height)="(\d+)pt"/g, '$1="$2"');
  return `${sized}\n<title>${drawing.title}</title>\n${STYLE}\n${shown.trim()}\n`;
};
