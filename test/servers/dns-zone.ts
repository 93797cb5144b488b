import type { ResourceRecord } from '../../src/wire/dns/message.ts';
import type { Handler, Reply } from './dns-server.ts';

/** Reads lines `name ttl type data` as a zone file has them; names are absolute with their trailing dot. */
export function records(text: string): ResourceRecord[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ttl = '', type = '', ...data] = line.split(/\s+/);
      return { name, ttl: Number(ttl), type, class: 'IN', data: data.join(' ') };
    });
}

/**
 * Answers from records as a recursive resolver would: CNAMEs followed, NXDOMAIN and NODATA with the SOA, which the zone must
 * have first. `aa` makes it authoritative: AA set, no recursion offered.
 */
export function zone(text: string, { aa = false } = {}): Handler {
  const all = records(text);
  const flags = aa ? { aa: true } : { ra: true };
  return ({ name, type }) => {
    const answer: ResourceRecord[] = [];
    let at = name.toLowerCase();
    for (let hops = 0; hops < 8; hops++) {
      const here = all.filter((record) => record.name.toLowerCase() === at);
      const alias = here.find((record) => record.type === 'CNAME' && type !== 'CNAME');
      if (alias) {
        answer.push(alias);
        at = alias.data.toLowerCase();
        continue;
      }
      const found = here.filter((record) => record.type === type);
      if (found.length > 0) return { flags, answer: [...answer, ...found] };
      const exists = here.length > 0 || all.some((record) => record.name.toLowerCase().endsWith(`.${at}`));
      return { flags, answer, authority: all.slice(0, 1), rcode: exists ? 'NOERROR' : 'NXDOMAIN' };
    }
    return { flags, answer };
  };
}

/** A referral to a child zone: its NS records and their glue, no answer, AA clear. */
export const referral = (ns: string, glue = ''): Reply => ({
  authority: records(ns),
  additional: records(glue),
});
