import { type Check, pass } from '../../../core/check.ts';
import type { CipherList } from '../../../core/world/tls-scan.ts';
import { commonSuite } from './common-suite.ts';
import { type Scene, sClient } from './scene.ts';

/** What `deep` listed: facts, and no judgement of them. */
export function inventory(scene: Scene): Check[] {
  const { scan } = scene.seen;
  if (!scan || scan.ciphers.length === 0) return [];
  const uncommon = new Set(
    scan.ciphers.flatMap(({ suites }) => suites.filter((suite) => !commonSuite(suite))),
  );
  return [
    pass('tls', {
      test: sClient(scene, '-cipher SUITE'),
      summary: `${new Set(scan.ciphers.flatMap(({ suites }) => suites)).size} cipher suites, ${scan.groups.length} groups`,
      evidence: [
        ...scan.ciphers.map(listLine),
        ...(scan.groups.length > 0 ? [`groups: ${scan.groups.join(', ')}`] : []),
        ...(uncommon.size > 0
          ? [`${uncommon.size} of the suites are ones that current clients leave out`]
          : []),
      ],
    }),
  ];
}

function listLine({ version, suites, serverOrder, complete }: CipherList): string {
  const order = serverOrder === null ? '' : serverOrder ? " (the server's order)" : " (the client's order)";
  return `${version}${order}: ${suites.join(', ')}${complete ? '' : ' … (the list is not complete)'}`;
}
