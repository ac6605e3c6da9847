import type { StormReport } from './storm';

/**
 * True if everything that was promised is there.
 *
 * @param isReal the real server: when it is killed while a member leaves a group, it may forget what that
 * member had pending (CONFORMANCE.md)
 */
export function isSound({ findings, missing, forgotten }: StormReport, isReal: boolean): boolean {
  const wrong = findings.flatMap(({ lost, gaps, torn }) => [...lost, ...gaps, ...torn]);
  return wrong.length + missing.length + (isReal ? 0 : forgotten.length) === 0;
}

/** For the terminal: a line for the run, one for each channel, and what is wrong, if anything is. */
export function printed(report: StormReport, seconds: number): string {
  const { kills, published, acknowledged, redelivered, moved, findings, missing, forgotten } =
    report;
  const lines = [
    `${kills} kills in ${seconds.toFixed(0)} s: ${published} published, ${acknowledged} acknowledged, ${redelivered} redelivered, ${moved} to another member of their group`,
  ];
  for (const { channel, last, twice, lost, gaps, torn } of findings) {
    lines.push(
      `${channel}: ${last} found, ${twice} of them twice, ${lost.length} lost, ${gaps.length} gaps, ${torn.length} torn`,
    );
    if (lost.length > 0) lines.push(`    acknowledged and lost: ${lost.slice(0, 10).join(', ')}`);
    if (gaps.length > 0) lines.push(`    gaps after ${gaps.slice(0, 10).join(', ')}`);
    if (torn.length > 0) lines.push(`    torn: ${torn.slice(0, 10).join(', ')}`);
  }
  const unseen = [...missing, ...forgotten];
  if (unseen.length > 0)
    lines.push(`${unseen.length} never came: ${unseen.slice(0, 10).join(', ')}`);
  return lines.join('\n');
}
