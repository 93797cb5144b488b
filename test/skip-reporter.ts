import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/**
 * Prints each skipped test with its reason, which the default reporter leaves out, and closes the run with the
 * line `N passed, N failed`, followed by `, N skipped` when some were. What failed outside a test counts as failed.
 */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const skipped = inState('skipped');
    const broken = [...modules, ...modules.flatMap((module) => [...module.children.allSuites()])];
    const failed = inState('failed').length + broken.flatMap((part) => part.errors()).length + errors.length;
    const lines = skipped.map(
      (test) => ` skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${reason(test)}`,
    );
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    const closing = `${inState('passed').length} passed, ${failed} failed${tail}`;
    // The default reporter writes its own summary after the reporters have been called.
    process.once('exit', () => process.stdout.write(`${[...lines, closing].join('\n')}\n`));
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  for (let part: TestCase | TestSuite | TestModule = test; part.type !== 'module'; part = part.parent) {
    const told = part.meta().skipReason;
    if (told !== undefined) return told;
  }
  return 'no reason given';
}
