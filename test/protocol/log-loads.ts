import { registerHooks } from 'node:module';

// Says on stderr which module is loaded.
registerHooks({
  load(url, context, next) {
    process.stderr.write(`loads ${url}\n`);
    return next(url, context);
  },
});
