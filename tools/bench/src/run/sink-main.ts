import { Sink } from './sink';

// It says what a server says, so that it is started as one.
void new Sink().listen().then((port) => {
  process.stderr.write(`Listening for client connections on 127.0.0.1:${port}\n`);
  process.stderr.write('Streaming Server is ready\n');
});
