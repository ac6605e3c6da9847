import { type Difference, printedValue } from './difference';
import type { Finding, Report } from './hunt';
import { printed as printedPlace } from './place';
import { printed as printedStep } from './step';
import { printedToken, sessionOf, type Shrunk } from './token';

const MOST_LINES = 8;
const LONGEST_VALUE = 400;

/** For the terminal: what was run, and a script for each session that differs. */
export function printed(report: Report, names: readonly [string, string], seconds: number): string {
  const { sessions, steps, same, cut, findings, alike, unsteady, unconfirmed, broken } = report;
  const ended = [...cut].map(([why, count]) => `    ${count} ended early: ${why}`);
  const lines = [
    `${sessions} sessions, ${steps} steps in ${seconds.toFixed(0)} s: ${same} the same to the end`,
    ...ended,
    ...unsteady.map(
      (session) => `    the ${names[0]} server is not like itself: ${unsteadyLine(session)}`,
    ),
    ...unconfirmed.map((token) => `    differed once, and not again: ${token}`),
    ...broken.map((session) => `    a server ended by itself: ${session}`),
    ...[...alike].map(([kind, count]) => `    ${count} more differ in the same way: ${kind}`),
    ...findings.map((finding, index) => `\n${index + 1}. ${script(finding, names)}`),
    '',
    `${sessions - wrong(report)} passed, ${wrong(report)} failed`,
  ];
  return lines.join('\n');
}

/** How many sessions were not the same. */
export function wrong({ findings, alike, broken }: Report): number {
  return (
    findings.length + broken.length + [...alike.values()].reduce((sum, count) => sum + count, 0)
  );
}

export function script(
  { shrunk, differences, kind }: Finding,
  names: readonly [string, string],
): string {
  const { settings, steps } = sessionOf(shrunk);
  return [
    kind,
    `    a server with its store in ${settings.store === 'file' ? 'files' : 'memory'} ${settings.flags.join(' ')}`,
    ...steps.map((step) => `    ${printedStep(step)}`),
    ...printedDifferences(differences, names),
    `    again: npm run differential -- --server PATH${shrunk.store ? ` --store ${shrunk.store}` : ''} --replay ${printedToken(shrunk)}`,
  ].join('\n');
}

export function printedDifferences(
  differences: readonly Difference[],
  names: readonly [string, string],
): string[] {
  const width = Math.max(...names.map((name) => name.length));
  const lines = differences
    .slice(0, MOST_LINES)
    .flatMap((difference) => [
      `      ${printedPlace(difference.place)}`,
      ...textsOf(difference).map(
        (text, index) => `        ${names[index]!.padEnd(width)}  ${text}`,
      ),
    ]);
  const more = differences.length - MOST_LINES;
  return more > 0 ? [...lines, `      and ${more} more`] : lines;
}

function unsteadyLine({
  shrunk,
  differences,
}: {
  shrunk: Shrunk;
  differences: readonly Difference[];
}): string {
  const first = differences[0]!;
  const texts = textsOf(first).map((text) => text.slice(0, 80));
  return `${printedToken(shrunk)}, ${printedPlace(first.place)}: ${texts.join(' or ')}`;
}

function textsOf({ place, values }: Difference): string[] {
  return values.map((value) => cut(printedValue(place, value)));
}

function cut(value: string): string {
  if (value === '') return 'nothing';
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}
