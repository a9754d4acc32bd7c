/**
 * Names of a model as GraphQL spells them: what a name of GraphQL cannot hold becomes `__` (`responses.channel` →
 * `responses__channel`), and what would be taken from an object's prototype (`constructor`) gets a `_` behind it.
 * `taken` are names that stand already. By name, in the order given.
 */
export function wireNames(names: Iterable<string>, taken: Iterable<string> = []): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const spelled = new Map<string, string>();
  for (const name of names) {
    const wire = freeName(legalName(name), used);
    used.add(wire);
    spelled.set(name, wire);
  }
  return spelled;
}

/** `last_order` → `LastOrder`. */
export function typeName(name: string): string {
  const words = legalName(name)
    .split('_')
    .filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The name, or the name with as many `_` behind it as make it free. */
export function freeName(name: string, used: ReadonlySet<string>): string {
  return used.has(name) ? freeName(`${name}_`, used) : name;
}

function legalName(name: string): string {
  const spelled = name.replaceAll(/[^A-Za-z0-9_]/g, '__');
  const begun = /^[0-9]/.test(spelled) ? `_${spelled}` : spelled.replace(/^__/, 'x__');
  if (begun === '') return 'x';
  return begun in Object.prototype ? `${begun}_` : begun;
}
