import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, boolean, field, integer, objectID, octets, sequence, set, text, time } from './der';
import { der } from './der';

const ECDSA_SHA256 = sequence(objectID('1.2.840.10045.4.3.2'));
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Certificate {
  /** Both as PEM. */
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate for 127.0.0.1 that vouches for itself, with a key made for this start. kubectl sends its
 * token over TLS only, and believes a certificate that its kubeconfig names.
 *
 * @param now in milliseconds since the Unix epoch
 */
export function newCertificate(now: number): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectID('2.5.4.3'), text('pocket cluster'))));
  const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
    sequence(objectID(id), ...(isCritical ? [boolean(true)] : []), octets(value));
  const serial = randomBytes(8);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const body = sequence(
    field(0, integer(Buffer.of(2))),
    integer(serial),
    ECDSA_SHA256,
    name,
    sequence(time(now - DAY_MS), time(now + 365 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    field(
      3,
      sequence(
        // It is its own authority, signs as a server, and is called localhost and 127.0.0.1.
        extension('2.5.29.19', true, sequence(boolean(true))),
        extension('2.5.29.15', true, bits(Buffer.of(0x84), 2)),
        extension('2.5.29.37', false, sequence(objectID('1.3.6.1.5.5.7.3.1'))),
        extension(
          '2.5.29.17',
          false,
          sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1))),
        ),
      ),
    ),
  );
  const whole = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
