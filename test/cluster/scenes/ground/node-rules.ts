import type { Manifest } from '../../manifest.ts';
import { virtualAddresses } from './virtual-addresses.ts';

/**
 * The nftables script of a node: Services as objects tell, then what a network plugin would enforce. Answers to what was
 * admitted pass.
 */
export function nodeRules(objects: readonly Manifest[], enforced: readonly string[]): string {
  const { translate, refuse, hairpin } = virtualAddresses(objects);
  return [
    'add table inet node',
    'delete table inet node',
    'table inet node {',
    '  chain refuse { type filter hook prerouting priority -110;',
    ...refuse.filter((rule) => !rule.endsWith('drop')),
    '  }',
    '  chain translate { type nat hook prerouting priority -100;',
    ...translate,
    '  }',
    // What is still for a virtual address has not been translated.
    '  chain lost { type filter hook prerouting priority -90;',
    ...refuse.filter((rule) => rule.endsWith('drop')),
    '  }',
    '  chain hairpin { type nat hook postrouting priority 100;',
    ...hairpin,
    '  }',
    '  chain enforce {',
    '    ct state established,related accept',
    ...enforced,
    '  }',
    '  chain through { type filter hook forward priority 0; jump enforce; }',
    '  chain inward { type filter hook input priority 0; jump enforce; }',
    '}',
    '',
  ].join('\n');
}
