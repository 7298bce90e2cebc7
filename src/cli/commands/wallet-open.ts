import { openWallet } from '../../use-cases/open-wallet.ts';
import { command } from '../command.ts';
import { getOwner, ownerParameters } from '../owner.ts';
import { required } from '../parameters.ts';
import { currency } from '../read-value.ts';

export const walletOpen = command({
  name: 'wallet open',
  say: 'approve an organisation for one more currency: it gets an empty wallet',
  parameters: { ...ownerParameters, currency: required('--currency <code>', 'the currency', currency) },
  run: async (context, { currency: code, ...named }) => {
    const { house } = await context.openHouse();
    const { owner, organisation } = await getOwner(house, named);
    await openWallet(house, context.call(owner), { currency: code });
    return {
      json: { ...owner, currency: code },
      text: () => [`${organisation.name} has a wallet in ${code} in ${owner.mode}.`],
    };
  },
});
