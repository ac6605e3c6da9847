// Loaded into a program before its own code.
process.on('message', (signal) => {
  if (!process.emit(signal, signal)) process.send(signal);
});
// Listening for messages alone keeps no program running.
process.channel.unref();
