// Syntax that every Node parses and no static import: on a Node that is too old a newer import would end in a
// SyntaxError before a line of ours could say why.
var required = [22, 19];
var running = process.versions.node.split('.').map(Number);

if (running[0]! > required[0]! || (running[0] === required[0] && running[1]! >= required[1]!)) {
  // libuv gives getaddrinfo half of its threads, four unless told before the first is used; two lookups that hang would stop all.
  process.env['UV_THREADPOOL_SIZE'] = process.env['UV_THREADPOOL_SIZE'] || '16';
  stopUntilSomebodyListens();
  standWithoutHome();
  cacheCompiledCode();
  // The name of the built file: this one is not bundled.
  void import('./main.js');
} else {
  process.stderr.write(
    'layerwalk needs Node ' +
      required.join('.') +
      ' or newer and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '): install a newer Node, or put it first in PATH.\n',
  );
  process.exitCode = 64;
}

/**
 * Until somebody else listens, Ctrl-C ends with a line and the status of an interrupted command (128 and the signal's number), not
 * by the signal.
 */
function stopUntilSomebodyListens() {
  function interrupted(signal: string) {
    process.stderr.write('layerwalk: interrupted before anything was known\n');
    process.exit(signal === 'SIGTERM' ? 143 : 130);
  }
  function handOver(event: string | symbol) {
    if (event !== 'SIGINT' && event !== 'SIGTERM') return;
    // Only when the other is there: without any listener Node gives the signal back to the system for good.
    queueMicrotask(function () {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted).off('newListener', handOver);
    });
  }
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted).on('newListener', handOver);
}

/** Gives an account without a home, as a container's that is only a number, the one that container runtimes give it. */
function standWithoutHome() {
  try {
    process.getBuiltinModule('node:os').homedir();
  } catch {
    process.env['HOME'] = '/';
  }
}

/**
 * Keeps compiled code between runs, in $XDG_CACHE_HOME/layerwalk or ~/.cache/layerwalk. Node itself gives
 * NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE precedence. Without a cache the start is only slower, so a
 * failure is not reported.
 */
function cacheCompiledCode() {
  try {
    var path = process.getBuiltinModule('node:path');
    var xdg = process.env['XDG_CACHE_HOME'];
    // A relative path is to be ignored (XDG base directory specification, "Environment variables").
    var base =
      xdg && path.isAbsolute(xdg) ? xdg : path.join(process.getBuiltinModule('node:os').homedir(), '.cache');
    process.getBuiltinModule('node:module').enableCompileCache(path.join(base, 'layerwalk'));
  } catch {
    return;
  }
}
