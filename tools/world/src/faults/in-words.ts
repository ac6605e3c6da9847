import { printPlan } from './plan';
import type { FaultReport } from './report';

/** What became of each fault, one line for each: that it happened, or why it never could. */
export function faultsInWords(reports: readonly FaultReport[]): string[] {
  const faults = reports.map(({ fault }) => printPlan([fault]));
  const width = Math.max(...faults.map(({ length }) => length));
  return reports.map((report, index) => `${faults[index]!.padEnd(width)}   ${outcome(report)}`);
}

function outcome(report: FaultReport): string {
  const { sequence } = report.fault;
  switch (report.outcome) {
    case 'happened':
      return 'happened';
    case 'no such client':
      return `never: the test connected no client ${report.fault.client}; it connected ${listed(report.clients)}`;
    case 'not delivered':
      return `never: ${report.fault.client} got no #${sequence}; it got ${listed(report.delivered.map((each) => `#${each}`))}`;
    case 'not acknowledged':
      return `never: ${report.fault.client} got #${sequence} and sent no ack for it`;
    case 'not written':
      return `never: ${report.fault.client} got #${sequence} and wrote nothing to its database afterwards`;
    case 'no database':
      return 'never: there is no database in this test';
    case 'not published':
      return `never: the test published no #${sequence}; it published ${report.last === 0 ? 'nothing' : `up to #${report.last}`}`;
    case 'forestalled':
      return 'never: another fault of the plan came before it';
  }
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}
