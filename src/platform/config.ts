import { Refusal } from '../base/refusal.ts';

export const DEFAULT_PORT = 4317;
export const DEFAULT_DATA_FOLDER = '.lodestock';

/** Where stored data lives and where the web application answers. */
export interface Config {
  readonly dataFolder: string;
  /** A PostgreSQL server instead of the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly port: number;
}

/** The options that hold for every command, as they stand on the command line. */
export interface ConfigOptions {
  readonly dataDir?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly port?: string | undefined;
}

/**
 * Options win over the environment, the environment over the defaults.
 *
 * @throws Refusal `config.bad_port`, `config.bad_database_url`, `config.bad_data_dir`
 */
export function readConfig(
  options: ConfigOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const port = options.port ?? environment.LODESTOCK_PORT;
  const databaseUrl = options.databaseUrl ?? (environment.LODESTOCK_DATABASE_URL || undefined);
  const dataFolder = options.dataDir ?? (environment.LODESTOCK_DATA_DIR || DEFAULT_DATA_FOLDER);
  if (dataFolder === '') {
    throw new Refusal('usage', 'config.bad_data_dir', '--data-dir needs the name of a folder');
  }
  if (databaseUrl !== undefined) checkDatabaseUrl(databaseUrl);
  return { dataFolder, databaseUrl, port: port === undefined ? DEFAULT_PORT : parsePort(port) };
}

/**
 * The engine that a long run goes to, if there is one: `--engine`, else the environment.
 *
 * @throws Refusal `config.bad_engine_url`; it does not repeat the URL, which may hold a password
 */
export function readEngineUrl(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const text = option ?? (environment.LODESTOCK_ENGINE_URL || undefined);
  if (text === undefined || isRedisUrl(text)) return text;
  throw new Refusal(
    'usage',
    'config.bad_engine_url',
    'the engine URL is not one of a Redis server',
    'write it as redis://user:password@host:6379, or rediss:// for TLS',
  );
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  const isDatabase = /^(\/\d{0,4})?$/.test(pathname);
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '' && isDatabase;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Refusal(
    'usage',
    'config.bad_port',
    `cannot use '${text}' as a port`,
    `write a number from 0 (any free port) to 65535, such as ${DEFAULT_PORT}`,
  );
}

/** The URL may hold a password, so that a message never repeats it. */
function checkDatabaseUrl(text: string): void {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return;
  throw new Refusal(
    'usage',
    'config.bad_database_url',
    'the database URL is not one of a PostgreSQL server',
    'write it as postgres://user:password@host:5432/name',
  );
}
