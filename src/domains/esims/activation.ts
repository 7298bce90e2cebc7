import { constants } from 'node:zlib';
import qrcode from 'qrcode';
import type { TablesOf, Tx } from '../../db/transaction.ts';
import { Fault } from '../../kernel/fault.ts';
import type { KeyRing } from '../../kernel/secret.ts';
import type { ActivationMaterial } from './carrier.ts';
import type { EsimEntity } from './esim.entity.ts';
import type { EsimState } from './esim.states.ts';

/** Whether an eSIM of this state can be installed: from then on, and until it is, there is something to show. */
export const isInstallable = (status: EsimState): boolean => status === 'ready' || status === 'downloaded';

/** The activation code as a QR code or a link carries it (GSMA SGP.22 section 4.1). A secret. */
export const lpaCode = ({ smdpAddress, matchingId }: ActivationMaterial): string =>
  `LPA:1$${smdpAddress}$${matchingId}`;

/** Opened on an iPhone (iOS 17.4), it begins the installation. A secret. */
export const appleInstallUrl = (code: string): string =>
  `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${encodeURIComponent(code)}`;

/** Opened on an Android phone, it begins the installation. A secret. */
export const androidInstallUrl = (code: string): string =>
  `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${encodeURIComponent(code)}`;

/** Error correction M reads off a screen at an angle; 4 modules of quiet zone are what ISO/IEC 18004 asks for. */
const QR = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The QR code of an activation code, as the text of an SVG of its own. A secret. */
export const qrSvg = (code: string): Promise<string> => qrcode.toString(code, { ...QR, type: 'svg' });

/** Rows of a module are alike: each as its difference to the row above is quicker than to try every filter, and as small. */
const PNG = { filterType: 2, deflateStrategy: constants.Z_DEFAULT_STRATEGY };

const PIXELS_A_MODULE = 8;

/** The same as a PNG, in a data URL. A secret. */
export const qrPng = async (code: string): Promise<string> => {
  const png = await qrcode.toBuffer(code, { ...QR, type: 'png', scale: PIXELS_A_MODULE, rendererOpts: PNG });
  return `data:image/png;base64,${png.toString('base64')}`;
};

type Tables = TablesOf<typeof EsimEntity>;

/**
 * What one of the owner's eSIMs is installed with, in the clear. Whoever calls shows it to whom it belongs and keeps it
 * nowhere. Refuses: ESIM_NOT_FOUND, ACTIVATION_NOT_AVAILABLE where it is not ready, or on a device already.
 */
export const openActivation = async (tx: Tx, keyRing: KeyRing, iccid: string): Promise<ActivationMaterial> => {
  const row = await tx
    .tables<Tables>()
    .selectFrom('esims')
    .select(['status', 'key_id as keyId', 'activation_sealed as sealed'])
    .where('organisation_id', '=', tx.owner.organisationId)
    .where('mode', '=', tx.owner.mode)
    .where('iccid', '=', iccid)
    .executeTakeFirst();
  if (!row) throw new Fault('ESIM_NOT_FOUND');
  if (!isInstallable(row.status)) throw new Fault('ACTIVATION_NOT_AVAILABLE');
  return JSON.parse(keyRing.decrypt({ keyId: row.keyId, bytes: Buffer.from(row.sealed) }, iccid));
};

/**
 * Encrypts the activation material of some eSIMs of any owner anew, those that an older key of the ring sealed; gives how
 * many. What another process has under its hands is passed over.
 */
export const resealActivations = async (tx: Tx, keyRing: KeyRing, limit: number): Promise<number> => {
  const older = keyRing.ids.filter((id) => id !== keyRing.currentId);
  if (older.length === 0) return 0;
  const rows = await tx
    .tables<Tables>()
    .selectFrom('esims')
    .select(['iccid', 'key_id as keyId', 'activation_sealed as sealed'])
    .where('key_id', 'in', older)
    .orderBy('iccid')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { iccid, keyId, sealed } of rows) {
    const plain = keyRing.decrypt({ keyId, bytes: Buffer.from(sealed) }, iccid);
    const fresh = keyRing.encrypt(plain, iccid);
    tx.change('update esims set key_id = ?, activation_sealed = ? where iccid = ?', [fresh.keyId, fresh.bytes, iccid]);
  }
  return rows.length;
};
