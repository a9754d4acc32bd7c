/** The address that browsers use: what a request must name, and what links begin with. */
export interface PublicAddress {
  /** Scheme and host, as `https://trivet.example`; null: those of each request. */
  readonly origin: string | null;
  /** Path below which everything lies; empty: the root. */
  readonly basePath: string;
  /** Names under which requests may come; a page of a stranger that resolves to this machine has another. */
  readonly hostnames: readonly string[];
}

export interface PublicAddressParts {
  /** Address to listen on. */
  readonly host: string;
  readonly publicUrl: string | null;
  readonly basePath: string;
  /** Addresses and names of this machine: those that count when it listens on all of them. */
  readonly ownNames: readonly string[];
}

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];
const everywhere = new Set(['0.0.0.0', '::', '']);

/** Who listens on an address answers to it, to the public address, and on loopback or everywhere to the names of this machine. */
export function publicAddress({ host, publicUrl, basePath, ownNames }: PublicAddressParts): PublicAddress {
  const { hostname, origin } = publicUrl === null ? { hostname: null, origin: null } : new URL(publicUrl);
  const isEverywhere = everywhere.has(host);
  const isLocal = isEverywhere || thisMachine.includes(printed(host)) || host.startsWith('127.');
  const names = [
    ...(isLocal ? thisMachine : []),
    ...(isEverywhere ? ownNames.map(printed) : [printed(host)]),
    ...(hostname === null ? [] : [hostname]),
  ];
  return { origin, basePath, hostnames: [...new Set(names.map((name) => name.toLowerCase()))] };
}

/** An address of IPv6 as it stands in a URL. */
function printed(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}
