import type { FaultReport } from '@workbook/testkit/faults';

/** What became of each fault, one line for each: that it happened, or why it never could. */
export function faultsInWords(reports: readonly FaultReport[]): string[] {
  const width = Math.max(...reports.map(({ fault }) => fault.length));
  return reports.map((report) => {
    const outcome = report.outcome === 'happened' ? 'happened' : `never: ${reason(report)}`;
    return `${report.fault.padEnd(width)}   ${outcome}`;
  });
}

type Never = Exclude<FaultReport, { outcome: 'happened' }>;

function reason(report: Never): string {
  const [, who = '', sequence = ''] = /^\S+ (?:(\S+) )?(#\d+)/.exec(report.fault) ?? [];
  switch (report.outcome) {
    case 'no such client':
      return `the test connected no client ${who}; it connected ${listed(report.clients)}`;
    case 'not delivered':
      return `${who} got no ${sequence}; it got ${listed(report.delivered.map((each) => `#${each}`))}`;
    case 'not acknowledged':
      return `${who} got ${sequence} and sent no ack for it`;
    case 'not published':
      return `the test published no ${sequence}; it published ${report.last === 0 ? 'nothing' : `up to #${report.last}`}`;
    case 'forestalled':
      return 'another fault of the plan came before it';
  }
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}
