import type { Readable } from 'node:stream';
import type { ActivationMaterial } from '../domains/esims/index.ts';
import { readBoundedFile } from './read-file.ts';
import { Refusal } from './refusal.ts';

const BYTES_MAX = 4_096;

/** An activation code: the format, the SM-DP+ address, the matching id (SGP.22 section 4.1). */
const ACTIVATION_CODE = /^LPA:1\$([A-Za-z0-9.-]{1,255})\$([A-Za-z0-9-]{1,255})$/;

const STANDARD_INPUT = '-';

const readStream = async (stream: Readable): Promise<string> => {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.length > BYTES_MAX) break;
  }
  return text;
};

/** Reads what an eSIM is installed with from a file, or from the standard input for `-`. It is a secret: no refusal quotes it. */
export const readActivationCode = async (path: string): Promise<ActivationMaterial> => {
  const isFile = path !== STANDARD_INPUT;
  const text = isFile
    ? Buffer.from(await readBoundedFile(path, BYTES_MAX)).toString()
    : await readStream(process.stdin);
  const [, smdpAddress, matchingId] = ACTIVATION_CODE.exec(text.trim()) ?? [];
  if (!smdpAddress || !matchingId) {
    const where = isFile ? `The file ${path}` : 'The standard input';
    throw new Refusal(
      `${where} does not hold an activation code, LPA:1$ with the SM-DP+ address, $ and the matching id.`,
    );
  }
  return { smdpAddress, matchingId };
};
