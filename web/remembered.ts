/** The values of the last keys asked for, each worked out once. */
export function rememberLast<Key, Value>(most: number, work: (key: Key) => Value) {
  const known = new Map<string, Value>();
  return (key: Key): Value => {
    const name = JSON.stringify(key);
    const found = known.get(name);
    if (found !== undefined) return found;
    const value = work(key);
    known.set(name, value);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
