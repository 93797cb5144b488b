import { writeSync } from 'node:fs';

// Loaded ahead of the server by --import: notes, on the process's own clock, when Node was ready, when our code first
// read its input, and when it first wrote. Tells them on descriptor 3 as the process ends. Plain JavaScript, because
// stripping types would be part of what is measured.
const marks = { ready: performance.now(), loaded: 0, replied: 0 };

process.stdin.on('newListener', (event) => {
  if (event === 'data' || event === 'readable') marks.loaded ||= performance.now();
});

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (...args) => {
  marks.replied ||= performance.now();
  return write(...args);
};

process.on('exit', () => writeSync(3, JSON.stringify(marks)));
