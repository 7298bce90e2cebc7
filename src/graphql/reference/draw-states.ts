import { instance } from '@viz-js/viz';
import type { Transitions } from '../../kernel/state-machine.ts';

interface Drawing<State extends string> {
  /** What the picture is of, for those who do not see it. */
  readonly title: string;
  readonly states: Transitions<State>;
  /** The state that something begins in. */
  readonly first: State;
  /** States in which money is held, which are shaded. */
  readonly held?: readonly State[];
}

const START = 'start';

const nodeClass = <State extends string>(state: State, { states, held = [] }: Drawing<State>): string => {
  if (held.includes(state)) return 'held';
  return states[state].length === 0 ? 'end' : 'passing';
};

const dotOf = <State extends string>(drawing: Drawing<State>): string => {
  const names = Object.keys(drawing.states) as readonly State[]; // the table's own keys
  const nodes = names.map((name) => `${name} [label="${name.toUpperCase()}" class="${nodeClass(name, drawing)}"]`);
  const edges = names.flatMap((from) => drawing.states[from].map((to) => `${from} -> ${to}`));
  return `digraph {
    rankdir=LR bgcolor="transparent" nodesep=0.3 ranksep=0.55 pad=0.1
    node [shape=box style="rounded" fontname="Helvetica" fontsize=11 height=0.4 margin="0.16,0.06"]
    edge [arrowsize=0.7]
    ${START} [shape=circle label="" width=0.13 fixedsize=true class="start"]
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
export const drawStates = async <State extends string>(drawing: Drawing<State>): Promise<string> => {
  const viz = await instance();
  const svg = viz.renderString(dotOf(drawing), { format: 'svg', engine: 'dot' });
  const [, head = '', body = ''] = /(<svg[^>]*>)([\s\S]*)$/.exec(svg) ?? [];
  const shown = body
    .replaceAll(/<!--[\s\S]*?-->\n/g, '')
    .replaceAll(/<title>[^<]*<\/title>\n/g, '')
    .replaceAll(ATTRIBUTES, '');
  return `${head.replace('<svg', '<svg role="img"')}\n<title>${drawing.title}</title>\n${STYLE}\n${shown.trim()}\n`;
};
