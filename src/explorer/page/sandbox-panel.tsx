import { AREAS } from '../sandbox/areas.ts';
import { ActionForm } from './action-form.tsx';

/** What devices, carriers, time and the operator do, at a button's press. */
export const SandboxPanel = () => (
  <section className="panel" aria-label="Sandbox">
    <h2>Sandbox</h2>
    <p className="soft">What devices, carriers, time and the operator do in live, you do here.</p>
    {AREAS.map(({ title, actions }) => (
      <div key={title}>
        <h3>{title}</h3>
        {actions.map((action) => (
          <ActionForm key={action.title} action={action} />
        ))}
      </div>
    ))}
  </section>
);
