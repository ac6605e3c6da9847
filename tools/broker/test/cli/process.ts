import { existsSync, readFileSync } from 'node:fs';
import { patient } from '@workbook/protocol/waiting';
import { serverCommand, ServerProcess } from '../../src/server-process';

const LIMIT_MS = 20_000;

/** The command in a process of its own. */
export class Process extends ServerProcess {
  constructor(...args: string[]) {
    super(serverCommand(), args);
  }

  /** Resolves once `text` stands in a file; looked for turn by turn, as nobody tells. */
  async writes(file: string, text: string): Promise<void> {
    const limit = Date.now() + patient(LIMIT_MS);
    while (!existsSync(file) || !readFileSync(file, 'utf8').includes(text)) {
      if (this.isOver || Date.now() > limit) {
        throw new Error(`${JSON.stringify(text)} is not in ${file}. It printed:\n${this.stderr}`);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
