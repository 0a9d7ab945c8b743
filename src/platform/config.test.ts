import { expect, test } from 'vitest';
import { readConfig, readEngineUrl } from './config.ts';

test('without options and environment the defaults hold', () => {
  expect(readConfig({}, {})).toEqual({
    dataFolder: '.lodestock',
    databaseUrl: undefined,
    port: 4317,
  });
});

test('the environment is used, and options win over it', () => {
  const environment = {
    LODESTOCK_DATA_DIR: '/var/lib/lodestock',
    LODESTOCK_DATABASE_URL: 'postgres://db/lodestock',
    LODESTOCK_PORT: '80',
  };
  expect(readConfig({}, environment)).toEqual({
    dataFolder: '/var/lib/lodestock',
    databaseUrl: 'postgres://db/lodestock',
    port: 80,
  });
  expect(readConfig({ dataDir: 'here', port: '0' }, environment)).toMatchObject({
    dataFolder: 'here',
    port: 0,
  });
});

test('a port that is no port is refused by name', () => {
  for (const port of ['http', '-1', '65536', '1e3', '']) {
    expect(() => readConfig({ port }, {})).toThrowError(`cannot use '${port}' as a port`);
  }
});

test('a database URL that is none is refused without repeating its password', () => {
  for (const databaseUrl of ['mysql://me:secret@db/x', 'secret', 'postgres//me:secret@db']) {
    try {
      readConfig({ databaseUrl }, {});
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ kind: 'usage', code: 'config.bad_database_url' });
      expect(String(error)).not.toContain('secret');
    }
  }
});

test('an engine is named by its option or by the environment, or there is none', () => {
  const environment = { LODESTOCK_ENGINE_URL: 'rediss://me:secret@engine.example/2' };
  expect(readEngineUrl(undefined, {})).toBeUndefined();
  expect(readEngineUrl(undefined, { LODESTOCK_ENGINE_URL: '' })).toBeUndefined();
  expect(readEngineUrl(undefined, environment)).toBe(environment.LODESTOCK_ENGINE_URL);
  expect(readEngineUrl('redis://10.0.0.1:6379', environment)).toBe('redis://10.0.0.1:6379');
});

test('an engine URL that is none is refused without repeating its password', () => {
  const wrong = [
    'http://me:secret@host',
    'secret',
    'redis:secret',
    'redis://',
    'redis://host/secret',
  ];
  for (const url of [...wrong, '']) {
    try {
      readEngineUrl(url, {});
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ kind: 'usage', code: 'config.bad_engine_url' });
      expect(String(error)).not.toContain('secret');
    }
  }
});
