import { start } from './start';

if (process.platform !== 'win32') {
  test('signals that a Go program does not notice, and more of what ends it, are passed over', async () => {
    const server = start('-p', '-1');
    await server.ready();
    for (const signal of ['SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGUSR1'] as const) {
      server.signal(signal);
    }
    await server.says('[INF] STREAM: File log re-open ignored, not a file logger');
    server.signal('SIGTERM');
    const more = setInterval(() => server.signal('SIGTERM'), 1);
    expect(await server.ended()).toBe(143);
    clearInterval(more);
    expect(server.lines.at(-1)).toBe('[INF] Server Exiting..');
  });

  test('a signal that comes while it starts ends it as any', async () => {
    const server = start('-p', '-1');
    await server.says('Starting nats-streaming-server');
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(143);
    expect(server.lines.at(-1)).toBe('[INF] Server Exiting..');
  });

  test('SIGHUP is told that nothing is read again, and SIGQUIT ends at once with exit code 2', async () => {
    const server = start('-p', '-1');
    await server.ready();
    server.signal('SIGHUP');
    await server.says('Reload: the embedded server reads its configuration only when it starts');
    server.signal('SIGQUIT');
    expect(await server.ended()).toBe(2);
    expect(server.stderr).not.toContain('Shutting down');
  });
}
