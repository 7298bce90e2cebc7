import { newId } from '../../kernel/id.ts';
import type { Profile } from './profiles.ts';

/** Whoever is told how downloads go. */
export interface Callback {
  /** Without a path. */
  readonly url: string;
  readonly token: string;
}

/** How a notification differs from the usual one. */
export interface Notification {
  readonly point: number | string;
  readonly status?: 'Executed-Success' | 'Executed-WithWarning' | 'Failed';
}

/** Tells of a download (SGP.22 section 5.3.5). Gives the status of HTTP that it was answered with. */
export const reportProgress = async (
  { url, token }: Callback,
  { iccid, profileType }: Pick<Profile, 'iccid' | 'profileType'>,
  { point, status = 'Executed-Success' }: Notification,
  now: Date,
): Promise<number> => {
  const response = await fetch(new URL('/gsma/rsp2/es2plus/handleDownloadProgressInfo', url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-admin-protocol': 'gsma/rsp/v2.2.2',
    },
    body: JSON.stringify({
      header: { functionRequesterIdentifier: 'onyx-smdp-emulator', functionCallIdentifier: newId('request') },
      iccid: iccid.padEnd(20, 'F'),
      profileType,
      timestamp: now.toISOString(),
      notificationPointId: point,
      notificationPointStatus: { status },
    }),
  });
  await response.arrayBuffer();
  return response.status;
};
