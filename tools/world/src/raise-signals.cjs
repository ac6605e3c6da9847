// Loaded into a program before its own code.
process.on('message', (signal) => {
  if (!process.emit(signal, signal)) process.send(signal);
});
// The process of the test is gone, and cannot end this one any more.
process.on('disconnect', () => process.exit());
// Listening for messages alone keeps no program running.
process.channel.unref();
