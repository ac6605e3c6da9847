import { type Complaint, quoted } from '@workbook/protocol';

/** What the real server keeps for itself, and lets no client say (behaviour document, section 1.4). */
const GATEWAY = '_GR_.';
const SERVICE = '_R_.';
const STREAM_ACK = '$JS.ACK.';
const OWN_QUEUE = '_sys_';

/** @returns what is wrong with a publish; undefined if nothing is */
export function refusedPublish(
  subject: string,
  reply: string | undefined,
  user: string,
): Complaint | undefined {
  if (isWithin(GATEWAY, subject)) {
    const name = quoted(subject);
    return complaint(`Publish to ${name}`, `Publish Violation - ${who(user)}, Subject ${name}`);
  }
  if (reply === undefined) return undefined;
  const isReserved = isWithin(GATEWAY, reply) || isWithin(STREAM_ACK, reply);
  if (!isReserved && !reply.startsWith(SERVICE)) return undefined;
  const name = quoted(reply);
  return complaint(
    `Publish with Reply of ${name}`,
    `Publish Violation - ${who(user)}, Reply ${name}`,
  );
}

/** @returns what is wrong with a subscription; undefined if nothing is */
export function refusedSubscription(
  subject: string,
  queue: string | undefined,
  sid: string,
  user: string,
): Complaint | undefined {
  if (queue !== OWN_QUEUE) return undefined;
  const [name, group] = [quoted(subject), quoted(queue)];
  return complaint(
    `Subscription to ${name} using queue ${group}`,
    `Subscription Violation - ${who(user)}, Subject ${name}, Queue: ${group}, SID ${quoted(sid).slice(1, -1)}`,
  );
}

function isWithin(prefix: string, subject: string): boolean {
  return subject.startsWith(prefix) && subject.length > prefix.length;
}

function complaint(what: string, log: string): Complaint {
  return { error: `Permissions Violation for ${what}`, log };
}

function who(user: string): string {
  return `User "${user ? quoted(user).slice(1, -1) : 'N/A'}"`;
}
