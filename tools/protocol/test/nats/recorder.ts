import { type CommandHandler, CommandParser, type Violation } from '../../src';

/** Writes down what a parser reports, one line a command. */
export class Recorder implements CommandHandler {
  readonly commands: string[] = [];

  connect(json: string): void {
    this.commands.push(`connect ${json}`);
  }

  publish(
    subject: string,
    reply: string | undefined,
    payload: Buffer,
    headers: Buffer | undefined,
  ): void {
    const line = `publish ${subject} ${reply ?? '-'} ${payload.toString('hex')}`;
    this.commands.push(headers ? `${line} ${headers.toString('hex')}` : line);
  }

  subscribe(subject: string, queue: string | undefined, sid: string): void {
    this.commands.push(`subscribe ${subject} ${queue ?? '-'} ${sid}`);
  }

  unsubscribe(sid: string, max: number | undefined): void {
    this.commands.push(`unsubscribe ${sid} ${max ?? '-'}`);
  }

  ping(): void {
    this.commands.push('ping');
  }

  pong(): void {
    this.commands.push('pong');
  }

  violation({ error, log }: Violation): void {
    this.commands.push(`violation ${error ?? '-'} (${log})`);
  }
}

/** What a parser makes of `chunks`; strings stand for latin1 bytes. */
export function parse(...chunks: (string | Buffer)[]): string[] {
  const recorder = new Recorder();
  const parser = new CommandParser(recorder);
  for (const chunk of chunks) {
    parser.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  }
  return recorder.commands;
}
