import { isClusterOnly } from '../../../core/target/service-name.ts';
import type { Look } from '../../../core/tool.ts';
import { clientStory, GLIBC_GOES_ON } from '../client-story.ts';
import { usedServers } from '../client-view.ts';
import { sameName } from '../domain-name.ts';
import { expansions } from '../expansion.ts';
import type { Input } from '../input.ts';
import type { Observation, View } from '../observation.ts';
import { answered, outcomeOf } from '../outcome.ts';
import { isPrompt } from '../promptness.ts';
import { isInsideOnly, isLocalhost } from '../special-name.ts';
import { traceName } from '../trace/trace-name.ts';
import { askedTypes, isAddressType, wishes } from '../types-asked.ts';
import { observeStall, stalled } from './stall.ts';
import { askAncestors, askSide } from './views.ts';

const MOST_ROUTES = 8;

/** Looks at a name from every side that was asked for; judges nothing. */
export async function observe(
  { world, vantage, signal, progress }: Look,
  input: Input,
): Promise<Observation> {
  const config = await vantage.resolverConfig(input.name, signal);
  const types = askedTypes(input);
  const servers = usedServers(config);
  if (isLocalhost(input.name)) {
    // Servers that are named are asked all the same: the rule is for what a resolver library does by itself.
    const given = {
      role: 'given',
      servers: input.servers ?? [],
      names: [input.name],
      types,
      clientHasEdns: true,
    } as const;
    const [libc, views] = await Promise.all([
      types.some(isAddressType) ? vantage.lookup(input.name, signal) : undefined,
      askSide(vantage, given, signal),
    ]);
    return { config, ...(libc && { libc }), views, ancestors: [], routes: [], refused: [] };
  }
  progress(`asking ${servers.join(', ')}`);
  const libcAnswer = types.some(isAddressType)
    ? vantage.lookup(input.name, signal)
    : Promise.resolve(undefined);
  libcAnswer.catch(() => undefined); // Thrown where it is awaited, after the servers were asked.

  const clientHasEdns = config.options.includes('edns0');
  const askAll = (names: readonly string[]): Promise<View[]> =>
    askSide(vantage, { role: 'configured', servers, names, types, clientHasEdns }, signal);
  const wish = wishes(input)[0] ?? types;
  const storyOf = (views: View[]) => clientStory({ config, views }, input.name, wish);
  const [first = input.name, ...rest] = expansions(input.name, config).map((expansion) => expansion.name);
  // With a suffix first the name as it is follows for comparison; with the name as it is first the suffixes matter only if it fails.
  const asIsFirst = sameName(first, input.name);
  const early = await askAll(asIsFirst ? [first] : [first, ...rest]);
  const failing = storyOf(early).failing?.kind;
  const goesOn = asIsFirst && failing !== undefined && GLIBC_GOES_ON.has(failing);
  const late = goesOn ? await askAll(rest) : [];
  const configured = [...early, ...late];
  const name = storyOf(configured).effectiveName;
  // A name that only this network or a cluster knows is nobody's business outside.
  const publicServers = isClusterOnly(name) || isInsideOnly(name) ? [] : world.publicResolvers;
  const [given, ancestors, libc, trace] = await Promise.all([
    askSide(
      vantage,
      {
        role: 'given',
        servers: [...new Set([...(input.servers ?? []), ...publicServers])],
        names: [name],
        types,
        clientHasEdns: true,
      },
      signal,
    ),
    askAncestors(vantage, name, configured, signal),
    libcAnswer,
    input.trace === true && !isClusterOnly(name)
      ? traceName({ vantage, signal, progress }, input, name)
      : undefined,
  ]);
  const views = [...configured, ...given];
  // Where a server is slow by itself there is nothing to tell apart, and more lookups would only wait for it again.
  const unexplained = libc && stalled(libc, config) && configured.every(({ exchange }) => isPrompt(exchange));
  const stall = unexplained && (await observeStall(vantage, { first: libc, name, servers }, signal));
  const addresses = addressesIn(views);
  const v6 = addresses.filter((address) => address.includes(':')).slice(0, MOST_ROUTES);
  const { routes } = v6.length > 0 ? await vantage.hostView(v6, signal) : { routes: [] };
  return {
    config,
    ...(libc && { libc }),
    ...(stall && { stall }),
    views,
    ancestors,
    ...(trace && { trace }),
    routes,
    refused: addresses.flatMap((address) => {
      const rule = world.refusal(address);
      return rule === undefined ? [] : [{ address, rule }];
    }),
  };
}

/** Every address among the answers, once. */
function addressesIn(views: readonly View[]): string[] {
  const records = views.flatMap(({ exchange }) => {
    const outcome = outcomeOf(exchange);
    return answered(outcome) ? outcome.message.answers : [];
  });
  return [...new Set(records.filter(({ type }) => isAddressType(type)).map(({ data }) => data))];
}
