import type { Check, LabReport, Report, VariantReport } from '@workbook/exam';
import { textOf } from '@workbook/testkit/finding';

const widths = { what: 40, must: 23, tests: 5 };

/**
 * The report as text for 80 columns: a table for each lab, then each failed check in full, which a
 * log of which only the end is kept still holds.
 */
export function toTable(report: Report): string {
  const { tests, passed, failed } = report;
  return [
    ...report.labs.flatMap(labTable),
    ...report.labs.flatMap(explanations),
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

function explanations({ lab, variants }: LabReport): string[] {
  return variants.flatMap(({ variant, checks }) =>
    checks.flatMap((check) => (check.passed ? [] : explanation(`${lab} ${variant}`, check))),
  );
}

function explanation(where: string, { expected, happened = '', says = [] }: Check): string[] {
  const said = says.map(textOf).join('\n\n');
  const [first = '', ...rest] = [happened, ...(said ? [said] : [])].join('\n').split('\n');
  return [
    `${where} FAILED`,
    '',
    `  expected  ${expected}`,
    `  happened  ${first}`,
    ...rest.map((line) => (line ? `            ${line}` : '')),
    '',
  ];
}
