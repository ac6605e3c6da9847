import fs from 'node:fs';
import path from 'node:path';
import { readResult } from '@workbook/exam';
import type { Run } from '@workbook/history';
import { lanes, story, svg } from '@workbook/timeline';

/** Columns: a picture that is wider is hard to read. */
const WIDEST = 100;
const INDENT = 4;

/** What a failing test shows besides what it says. */
export interface Picture {
  /** Text lanes around the event at which the test failed. */
  readonly lanes: string;
  /** The whole run, in a few sentences. */
  readonly story: string;
  /** The same as an SVG, absolute; absent if it could not be written. */
  readonly file?: string;
}

/**
 * Draws what happened in a test that failed.
 *
 * @param file in which it is kept
 * @param columns of the terminal
 * @returns undefined if no run was kept, as on a real server, or no finding is about an event of it
 */
export function pictureOf(file: string, columns: number): Picture | undefined {
  const kept = readResult(file);
  // What the code threw comes before what the test found, and is about no event.
  const finding = kept?.findings.find(({ about }) => about !== undefined);
  if (!kept?.run || finding?.about === undefined) return undefined;
  return draw(kept.test, kept.run, { file, columns, about: finding.about });
}

/** Draws a kept run, and writes the SVG beside it if the folder can be written to. */
export function draw(
  test: string,
  run: Run,
  { file, columns, about }: { file: string; columns: number; about?: number },
): Picture {
  const width = Math.min(columns - INDENT, WIDEST);
  const around = about === undefined ? {} : { around: about };
  const told = story(run);
  const { dir, name } = path.parse(file);
  const picture = path.join(dir, `${name}.svg`);
  const drawn = { lanes: lanes(run, { width, ...around }), story: told };
  try {
    fs.writeFileSync(picture, svg(run, { title: test, description: told, ...around }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return drawn;
  }
  return { ...drawn, file: picture };
}
