import { availableParallelism, cpus } from 'node:os';
import type { Rates } from './measure';

export interface Results {
  /** From the start of the embedded one's process until it listens, in milliseconds; a median. */
  readonly ready: number;
  readonly rounds: number;
  readonly embedded: Rates;
  /** Undefined if it was not measured. */
  readonly second: Rates | undefined;
}

/** The median of each workload; the word for why, where one round did none. */
export function medians(rounds: readonly Rates[]): Rates {
  const median = (name: string): number | string => {
    const seen = rounds.map((rates) => rates.get(name)!);
    const numbers = seen.filter((rate) => typeof rate === 'number');
    if (numbers.length < seen.length) return seen.find((rate) => typeof rate === 'string')!;
    return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)]!;
  };
  return new Map([...rounds[0]!.keys()].map((name) => [name, median(name)]));
}

/** For the terminal. */
export function printed(results: Results): string {
  return `ready after ${Math.round(results.ready)} ms\n\n${tableOf(results)}`;
}

/** For the repository. */
export function written(results: Results): string {
  return [
    '# Benchmarks',
    '',
    'Made by `npm run bench:mongod -- --second PATH`: the embedded MongoDB and SecantusDB 0.7.0b3 in turn, each as a',
    'fresh process on 127.0.0.1, in memory, asked by the same driver with 20 operations under way in a collection of',
    `10,000 tickets that has a unique index of titles. Operations a second; medians of ${results.rounds} rounds. The ratio is the`,
    "embedded server's figure by the other's: above 1 it is quicker.",
    '',
    `- Machine: ${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}; the client and the server share it`,
    `- Node ${process.version}`,
    `- The embedded one listens ${Math.round(results.ready)} ms after its process was started; the target is 250 ms`,
    '',
    tableOf(results),
  ].join('\n');
}

function tableOf({ embedded, second }: Results): string {
  const head = ['operation', 'embedded', ...(second ? ['second', 'ratio'] : [])];
  const rows = [...embedded].map(([name, rate]) => {
    const other = second?.get(name);
    return [name, shown(rate), ...(other === undefined ? [] : [shown(other), ratio(rate, other)])];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [head, head.map(() => '---'), ...rows].map(line).join('');
}

function shown(rate: number | string): string {
  return typeof rate === 'number' ? Math.round(rate).toLocaleString('en') : rate;
}

function ratio(one: number | string, other: number | string): string {
  return typeof one === 'number' && typeof other === 'number' ? (one / other).toFixed(2) : '-';
}
