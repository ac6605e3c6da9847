import { parseDuration } from '@workbook/clock';
import type { BrokerFault, CopyFault, Fault, Plan } from './fault';
import { kindsInWords } from './kinds';

const COPY = [
  ...(['crash-before-save', 'crash-after-save', 'lose-ack', 'deliver-twice', 'cut'] as const),
  'refuse',
] as const;
const LASTING = ['hold', 'pause'] as const;
const BROKER = ['restart', 'lose-store'] as const;

/** `lose-ack payments-1 #2, hold payments-2 #3 5s, restart #4`: one line that `parsePlan` reads again. */
export function printPlan(plan: Plan): string {
  return plan.map(print).join(', ');
}

/**
 * Reads a plan.
 *
 * @throws for what is no fault: which one, and what one looks like
 */
export function parsePlan(text: string): Plan {
  if (text.trim() === '') return [];
  return text.split(',').map((part, index) => {
    const fault = parse(part.trim().split(/\s+/));
    if (fault) return fault;
    throw new Error(
      [
        `"${part.trim()}", number ${index + 1} of the plan, is not a fault. A fault is one of`,
        ...kindsInWords(),
      ].join('\n'),
    );
  });
}

function print(fault: Fault): string {
  const who = 'client' in fault ? ` ${fault.client}` : '';
  const long = 'ms' in fault ? ` ${durationInWords(fault.ms)}` : '';
  return `${fault.kind}${who} #${fault.sequence}${long}`;
}

function durationInWords(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

function parse(words: readonly string[]): Fault | undefined {
  const [kind = '', ...rest] = words;
  const [client, at, long] = isIn(BROKER, kind) ? [undefined, ...rest] : rest;
  const sequence = Number(/^#(\d+)$/.exec(at ?? '')?.[1] ?? 0);
  if (sequence < 1) return undefined;
  if (isIn(BROKER, kind))
    return rest.length === 1 ? ({ kind, sequence } satisfies BrokerFault) : undefined;
  if (client === undefined || !/^[\w-]+$/.test(client)) return undefined;
  if (isIn(COPY, kind)) {
    return rest.length === 2 ? ({ kind, client, sequence } satisfies CopyFault) : undefined;
  }
  if (!isIn(LASTING, kind) || rest.length !== 3) return undefined;
  const ms = durationOf(long ?? '');
  return ms === undefined ? undefined : { kind, client, sequence, ms };
}

function durationOf(text: string): number | undefined {
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}

function isIn<Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}
