import { formatIp, type IpAddress, parseIp } from '../../../core/address/ip.ts';
import { EncodeError } from '../encode-error.ts';
import type { Field } from './field.ts';

function addressField(family: 4 | 6): Field {
  const octets = family === 4 ? 4 : 16;
  return {
    read(reader) {
      const hex = Buffer.from(reader.take(octets)).toString('hex');
      return formatIp({ family, value: BigInt(`0x${hex}`) });
    },
    write(writer, words) {
      const ip = parseIp(words.next());
      if (ip?.family !== family || ip.zone !== undefined)
        throw new EncodeError(`not an IPv${family} address`);
      writer.raw(Buffer.from(hexOf(ip), 'hex'));
    },
  };
}

const hexOf = ({ family, value }: IpAddress): string =>
  value.toString(16).padStart(family === 4 ? 8 : 32, '0');

/** The four octets of an A record (RFC 1035 section 3.4.1). */
export const ipv4 = addressField(4);

/** The sixteen octets of an AAAA record (RFC 3596), as RFC 5952 writes them. */
export const ipv6 = addressField(6);
