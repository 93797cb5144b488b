// Loaded into the servers under test: SIGUSR2 has them collect all garbage, so that what they hold afterwards is what they keep.
process.on('SIGUSR2', () => {
  for (let n = 0; n < 2; n += 1) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }
});
