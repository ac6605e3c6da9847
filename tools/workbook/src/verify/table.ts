import type { Check, LabReport, Report, VariantReport } from './report';

const widths = { what: 40, must: 23, tests: 5 };

/** The report as text for 80 columns: a table for each lab, each failed check in full. */
export function toTable(report: Report): string {
  const { tests, passed, failed } = report;
  return [
    ...report.labs.flatMap(labTable),
    `${tests} tests executed.`,
    `${passed} passed, ${failed} failed`,
    '',
  ].join('\n');
}

function labTable(lab: LabReport): string[] {
  const number = lab.lab.split('-')[0];
  return [
    `${number}  ${lab.title}`,
    '',
    row('', 'must be', 'tests', ''),
    ...lab.variants.map(variantRow),
    '',
    ...lab.variants.flatMap(explanations),
  ];
}

function variantRow({ what, must, tests, checks }: VariantReport): string {
  const bad = checks.some((check) => !check.passed);
  return row(what, must, tests === 0 ? '' : String(tests), bad ? 'FAILED' : 'ok');
}

function row(what: string, must: string, tests: string, verdict: string): string {
  const name = what.length > widths.what ? `${what.slice(0, widths.what - 3)}...` : what;
  const cells = [name.padEnd(widths.what), must.padEnd(widths.must), tests.padStart(widths.tests)];
  return `  ${cells.join(' ')}  ${verdict}`.trimEnd();
}

function explanations({ variant, checks }: VariantReport): string[] {
  return checks.flatMap((check) => (check.passed ? [] : explanation(variant, check)));
}

function explanation(variant: string, { expected, happened = '' }: Check): string[] {
  const [first = '', ...rest] = happened.split('\n');
  return [
    `${variant} FAILED`,
    '',
    `  expected  ${expected}`,
    `  happened  ${first}`,
    ...rest.map((line) => (line ? `            ${line}` : '')),
    '',
  ];
}
