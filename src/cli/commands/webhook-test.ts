import { ATTEMPT_FAILURES } from '../../domains/webhooks/index.ts';
import { sendTestEvent, type TestedEndpoint } from '../../use-cases/send-test-event.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { required } from '../parameters.ts';
import { endpointId } from '../read-value.ts';

/** What came of a test, in a sentence. */
const sayOf = ({ isOk, eventId, attempt }: TestedEndpoint): string => {
  const { httpStatus, durationMs, failure } = attempt;
  const answered = httpStatus === null ? 'no answer' : `answered ${httpStatus}`;
  const why = failure === null ? '' : ` ${ATTEMPT_FAILURES[failure]}`;
  return `${isOk ? 'Delivered' : 'Not delivered'}: ${eventId}, ${answered} after ${Math.round(durationMs)} ms.${why}`;
};

export const webhookTest = command({
  name: 'webhook test',
  say: 'send a webhook endpoint its test event now, once',
  parameters: { ...ownerParameters, endpointId: required('--endpoint <id>', 'its id, whe_…', endpointId) },
  run: async (context, { endpointId, ...named }) => {
    const { house } = await context.openHouse();
    const { owner } = await getOwner(house, named);
    const sending = await context.lifetime.hold(
      async () => context.runtime.openWebhookSending(house),
      ({ sender }) => sender.close(),
    );
    const tested = await sendTestEvent(house, context.call(owner), sending, { endpointId, badSignature: false });
    const { isOk, eventId, attempt, delivery } = tested;
    return {
      json: { isOk, eventId, deliveryId: delivery?.id ?? null, attempt },
      text: () => [sayOf(tested)],
      isFailure: !isOk,
    };
  },
});
