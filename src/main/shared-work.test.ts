import { expect, test } from 'vitest';
import { refuseWhenStopped, shareWork } from './shared-work.ts';

/** Work that ends when the test says so, and ends early when it is stopped. */
function workshop() {
  const begun: number[] = [];
  const stopped: number[] = [];
  const ends = new Map<number, () => void>();
  const share = shareWork<number, string>(async (key, { signal, onProgress }) => {
    begun.push(key);
    onProgress(1, 2, 'half');
    await new Promise<void>((resolve) => {
      ends.set(key, resolve);
      signal.addEventListener('abort', () => resolve());
    });
    if (signal.aborted) stopped.push(key);
    refuseWhenStopped(signal);
    return `value ${key}`;
  }, 2);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { share, begun, stopped, settle, end: (key: number) => ends.get(key)?.() };
}

test('work is done once for all who wait, and remembered', async () => {
  const { share, begun, settle, end } = workshop();
  const both = Promise.all([share(1), share(1)]);
  await settle();
  end(1);
  expect(await both).toEqual(['value 1', 'value 1']);
  expect(await share(1)).toBe('value 1');
  expect(begun).toEqual([1]);
});

test('who leaves does not disturb who stays', async () => {
  const { share, stopped, settle, end } = workshop();
  const leaver = new AbortController();
  const left = share(1, { signal: leaver.signal });
  const stayed = share(1);
  await settle();
  leaver.abort();
  await expect(left).rejects.toMatchObject({ code: 'work.interrupted' });
  end(1);
  expect(await stayed).toBe('value 1');
  expect(stopped).toEqual([]);
});

test('when the last has left the work is stopped, and done anew when asked for again', async () => {
  const { share, begun, stopped, settle, end } = workshop();
  const leaver = new AbortController();
  const left = share(1, { signal: leaver.signal });
  await settle();
  leaver.abort();
  await expect(left).rejects.toMatchObject({ kind: 'interrupted' });
  const again = share(1);
  await settle();
  end(1);
  expect(await again).toBe('value 1');
  expect([begun, stopped]).toEqual([[1, 1], [1]]);
});

test('one key waits for the other, and is not begun when nobody waits for it any more', async () => {
  const { share, begun, settle, end } = workshop();
  const leaver = new AbortController();
  const first = share(1);
  const second = share(2, { signal: leaver.signal });
  await settle();
  expect(begun).toEqual([1]);
  leaver.abort();
  await expect(second).rejects.toMatchObject({ kind: 'interrupted' });
  end(1);
  await first;
  await settle();
  expect(begun).toEqual([1]);
});

test('progress reaches everybody who waits', async () => {
  const { share, settle, end } = workshop();
  const heard: unknown[] = [];
  const waits = [1, 2].map(() => share(1, { onProgress: (...how) => heard.push(how) }));
  await settle();
  end(1);
  await Promise.all(waits);
  expect(heard).toEqual([
    [1, 2, 'half'],
    [1, 2, 'half'],
  ]);
});
