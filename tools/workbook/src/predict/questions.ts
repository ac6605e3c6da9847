import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '@workbook/exam';
import { next } from '../advice';
import { WorkbookError } from '../error';

/**
 * The numbered questions under "Predict" in the README of a lab, each as one line.
 *
 * @throws WorkbookError if there are none
 */
export function questionsOf(lab: Lab): string[] {
  const file = path.join(lab.folder, 'README.md');
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const [, section = ''] = /^## Predict\r?\n(.*?)(?=^## )/ms.exec(text) ?? [];
  const questions = section
    .split(/^\d+\. /m)
    .slice(1)
    .map((question) => question.replace(/\s+/g, ' ').trim());
  if (questions.length > 0) return questions;
  throw new WorkbookError(
    `${file} has no numbered questions under "## Predict".\n${next('npm test', 'goes on without', lab.folder)}`,
  );
}
