import {
  type ActivationMaterial,
  androidInstallUrl,
  appleInstallUrl,
  lpaCode,
  qrSvg,
} from '../../domains/esims/index.ts';
import type { InstallPage } from '../../views/install-page.ts';
import type { Device } from './device.ts';
import { frame } from './frame.ts';
import { Html, html } from './html.ts';

const MB_A_GB = 1024;

const dataOf = (dataMb: number): string => (dataMb % MB_A_GB === 0 ? `${dataMb / MB_A_GB} GB` : `${dataMb} MB`);

const daysOf = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'} from installation`;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const plan = ({
  packageName,
  dataMb,
  validityDays,
}: InstallPage): Html => html`<section class="card plan" aria-label="Your plan">
<strong>${packageName}</strong>
<dl><dt>Data</dt><dd>${dataOf(dataMb)}</dd><dt>Valid for</dt><dd>${daysOf(validityDays)}</dd></dl>
</section>`;

const testNote = ({ owner }: InstallPage): Html | null =>
  owner.mode === 'sandbox' ? html`<p class="warn"><strong>Test.</strong> This eSIM connects to no network.</p>` : null;

const lasting = ({ oneTime, expiresAt }: InstallPage): Html => {
  const until = html`until <time datetime="${expiresAt.toISOString()}">${DATE.format(expiresAt)} UTC</time>`;
  if (oneTime) {
    return html`<p class="warn">You can do this <strong>once</strong>, ${until}. Have the phone that gets the eSIM at hand.</p>`;
  }
  return html`<p class="soft">This link works ${until}.</p>`;
};

/** What is shown first: nothing of the eSIM's secrets, so that whatever fetches a link to preview it uses nothing up. */
export const invitation = (page: InstallPage): string =>
  frame(
    'Your eSIM is ready',
    page.partner,
    html`<h1>Your eSIM is ready</h1>
<p>Add it to your phone in about two minutes.</p>
${testNote(page)}
${plan(page)}
<h2>Before you start</h2>
<ul>
<li>Your phone must be unlocked and able to use eSIMs.</li>
<li>Connect to Wi-Fi or mobile data, and stay connected.</li>
<li>An eSIM is installed once. Do not delete it before your plan is over.</li>
</ul>
${lasting(page)}
<form method="post"><button class="act">Show my eSIM</button></form>`,
  );

const appleButton = (code: string, look: string): Html =>
  html`<a class="act ${look}" href="${appleInstallUrl(code)}" rel="noreferrer">Install on iPhone or iPad</a>`;

const androidButton = (code: string, look: string): Html =>
  html`<a class="act ${look}" href="${androidInstallUrl(code)}" rel="noreferrer">Install on Android</a>`;

const byQr = (svg: string): Html =>
  html`<div class="qr" role="img" aria-label="QR code of your eSIM">${new Html(svg)}</div>`;

const byHand = ({ smdpAddress, matchingId }: ActivationMaterial, code: string): Html => html`<details>
<summary>Enter the details by hand</summary>
<p class="soft">iPhone: Settings, Mobile Service (or Cellular), Add eSIM, Use QR Code, Enter Details Manually.</p>
SM-DP+ address<code>${smdpAddress}</code>
Activation code<code>${matchingId}</code>
<p class="soft">Android: Settings, Network and internet, SIMs, Add eSIM, Need help, Enter it manually. Some phones ask for all in one:</p>
Full code<code>${code}</code>
</details>`;

const ELSEWHERE = 'Install on another phone';

const elsewhere = (qr: Html, instead: string, button: Html): Html => html`<details>
<summary>${ELSEWHERE}</summary>
<p>Scan this with the camera of the phone that gets the eSIM.</p>
${qr}
<p>If what you hold is ${instead}:</p>
${button}
</details>`;

const ON_THIS_PHONE = html`<p class="lead">Tap the button on the phone that gets the eSIM.</p>`;

const AFTERWARDS = html`<li>Afterwards switch on the eSIM, and data roaming for it.</li>`;

/** The right way first for what opened the page, and every other way below it. */
const waysIn = (device: Device, code: string, qr: Html): Html => {
  if (device === 'iphone') {
    return html`${ON_THIS_PHONE}
${appleButton(code, '')}
<h2>What happens next</h2>
<ol><li>Your iPhone or iPad asks whether to add the eSIM. Tap Continue.</li><li>Wait until it says that it is activated, then tap Done.</li>${AFTERWARDS}</ol>
<p class="soft">The button needs iOS 17.4 or newer. If it opens a web page and nothing more, enter the details by hand.</p>
${elsewhere(qr, 'an Android phone', androidButton(code, 'second'))}`;
  }
  if (device === 'android') {
    return html`${ON_THIS_PHONE}
${androidButton(code, '')}
<h2>What happens next</h2>
<ol><li>Your phone asks whether to download the eSIM. Tap Download.</li><li>Wait until it says that it is ready, then tap Settings.</li>${AFTERWARDS}</ol>
<p class="soft">If the button opens a web page and nothing more, enter the details by hand.</p>
${elsewhere(qr, 'an iPhone or iPad', appleButton(code, 'second'))}`;
  }
  return html`${qr}
<ol><li>Point the camera of your phone at the code, and tap what it offers.</li><li>Follow the phone until it says that the eSIM is added.</li>${AFTERWARDS}</ol>
<h2>Or install on the device in front of you</h2>
${appleButton(code, 'second')}
${androidButton(code, 'second')}
<h2>Or type it in</h2>`;
};

/** What installs the eSIM, for the device that opened the page. A secret: it goes out once and is kept nowhere. */
export const installation = async (
  page: InstallPage,
  material: ActivationMaterial,
  device: Device,
): Promise<string> => {
  const code = lpaCode(material);
  const title = device === 'computer' ? 'Scan this with your phone' : 'Install your eSIM';
  return frame(
    title,
    page.partner,
    html`<h1>${title}</h1>
${page.oneTime ? html`<p class="warn">This is shown <strong>once</strong>. Keep the page open until the eSIM is installed.</p>` : null}
${testNote(page)}
${waysIn(device, code, byQr(await qrSvg(code)))}
${byHand(material, code)}
${plan(page)}
<footer class="soft"><p>Do not share this page: whoever has it can install your eSIM.</p></footer>`,
  );
};

/** Links that showed something once, and show nothing now. */
const ENDED: Readonly<Record<'expired' | 'used' | 'installed', readonly [title: string, say: string]>> = {
  expired: ['This link has expired', 'Your eSIM is not lost. Ask for a new link, and it can be installed as before.'],
  used: [
    'This link was opened before',
    'It works once. If the eSIM is on your phone, there is nothing left to do. If not, ask for a new link.',
  ],
  installed: [
    'This eSIM is not waiting any more',
    'It is on a phone already, or its time is over. If it is not on yours, ask for help.',
  ],
};

/** A link that has ended, in the name of the one who can help. */
export const ended = ({ partner }: InstallPage, state: keyof typeof ENDED): string => {
  const [title, say] = ENDED[state];
  return frame(
    title,
    partner,
    html`<h1>${title}</h1>
<p>${say}</p>
<section class="card"><strong>What you can do</strong><p>Write to ${partner}, where you bought it, and say that this link does not work any more.</p></section>`,
  );
};

/** A link that is none, or was taken back: whoever tries links learns nothing. */
export const unknown = (): string =>
  frame(
    'This link does not work',
    null,
    html`<h1>This link does not work</h1>
<p>It may have been cut when it was copied, or it was taken back.</p>
<section class="card"><strong>What you can do</strong><p>Open the link again from the message that you got, or ask for a new one where you bought your eSIM.</p></section>`,
  );

/** What went wrong on this side, or came too often. */
export const later = (): string =>
  frame(
    'Please try again in a moment',
    null,
    html`<h1>Please try again in a moment</h1>
<p>The page cannot be shown right now. Nothing was used up: your link works as before.</p>`,
  );
