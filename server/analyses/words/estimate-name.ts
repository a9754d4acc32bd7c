/** A name of small letters, digits and underscores for an estimate about something that people named. */
export function estimateName(kind: string, named: string): string {
  const plain = named
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return plain === '' ? kind : `${kind}_${plain}`;
}
