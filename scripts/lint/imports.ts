import { posix, relative, sep } from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';
import { refusal } from './allowed-imports.ts';

type Rule = Parameters<RuleTester['run']>[1];
type Report = Parameters<Parameters<NonNullable<Rule['create']>>[0]['report']>[0];
type Place = NonNullable<Report['node']>;

/**
 * Reports what `allowed-imports.ts` refuses, in every form an import can take: static, type only, re-export,
 * `import()`, `import('…').Type`, `import x = require('…')`. A name that is computed cannot be judged and is refused.
 */
export const imports: Rule = {
  create(context) {
    const from = relative(context.cwd, context.filename).split(sep).join('/');
    const report = (node: Place, message: string) => context.report({ node, message });
    const judge = (node: Place, specifier: string) => {
      const message = refusal(from, resolved(from, specifier));
      if (message !== null) report(node, message);
    };
    return {
      ImportDeclaration: (node) => judge(node, node.source.value),
      ExportAllDeclaration: (node) => judge(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && judge(node, node.source.value),
      TSImportType: (node) => judge(node, node.source.value),
      TSExternalModuleReference: (node) => judge(node, node.expression.value),
      ImportExpression(node) {
        const { source } = node;
        if (source.type === 'Literal' && typeof source.value === 'string') judge(node, source.value);
        else report(node, 'import() takes a string literal, so that the import rules can be checked.');
      },
    };
  },
};

/** A relative specifier as a path from the project's root, any other as it is. */
function resolved(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
}
