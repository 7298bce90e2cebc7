import { CHAPTERS, operationOf } from '../first-day/chapters.ts';
import type { Step } from '../first-day/step.ts';
import { scopesOf } from '../scoped-schema.ts';
import { useExplorer } from './explorer-context.ts';
import { useOpenOperation } from './open-operation.ts';
import { Words } from './words.tsx';

/** The scopes that a document needs and the credential lacks. */
export const useMissingScopes = (document: string): readonly string[] => {
  const { schema, viewer } = useExplorer();
  return scopesOf(schema, document).filter((scope) => !viewer.scopes.includes(scope));
};

export const MissingScopes = ({ document }: { readonly document: string }) => {
  const missing = useMissingScopes(document);
  if (missing.length === 0) return null;
  return <p className="warn">This credential lacks {missing.join(' and ')}.</p>;
};

const StepRow = ({ step }: { readonly step: Step }) => {
  const { known, done } = useExplorer();
  const open = useOpenOperation();
  const name = operationOf(step);
  return (
    <li className="step" data-done={done.has(name)}>
      <button type="button" onClick={() => open(name, step.document, step.variables(known))}>
        {step.title}
        {done.has(name) && <span className="tick"> ✓ done</span>}
      </button>
      <p>
        <Words text={step.look} />
      </p>
      <MissingScopes document={step.document} />
    </li>
  );
};

/** The operations of a first day, in its order; what one answers stands in the next. */
export const FirstDayPanel = () => (
  <section className="panel" aria-label="First day">
    <h2>First day</h2>
    <p className="soft">Open a step, run it, go on to the next: what it answered is filled in there.</p>
    {CHAPTERS.map(({ title, steps }) => (
      <div key={title}>
        <h3>{title}</h3>
        <ol>
          {steps.map((step) => (
            <StepRow key={step.title} step={step} />
          ))}
        </ol>
      </div>
    ))}
  </section>
);
