// Old syntax on purpose: this is what runs when `npm ci --ignore-scripts` left the machine's own Node in place.
var required = require('../package.json').engines.node.replace('>=', '');
var parts = required.split('.').map(Number);
var running = process.versions.node.split('.').map(Number);
if (running[0] < parts[0] || (running[0] === parts[0] && running[1] < parts[1])) {
  console.error(
    'These scripts need Node ' +
      required +
      ' or newer and this is Node ' +
      process.versions.node +
      ': run `npm ci` without --ignore-scripts, which installs one, or put a newer Node first in PATH.',
  );
  process.exit(1);
}
