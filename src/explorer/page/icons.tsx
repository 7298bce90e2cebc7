/** Drawn as GraphiQL draws its own: 20 units, in the colour of the text. */
const Icon = ({ path }: { readonly path: string }) => (
  <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
    <path d={path} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

export const StepsIcon = () => (
  <Icon path="M3 5l1.5 1.5L7 4M3 10.5L4.5 12 7 9.5M3 16l1.5 1.5L7 15M10 5.5h7M10 11h7M10 16.5h7" />
);

export const SandboxIcon = () => <Icon path="M3 6h8m4 0h2M3 14h2m4 0h8M13 4v4M7 12v4" />;
