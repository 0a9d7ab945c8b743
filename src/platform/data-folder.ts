import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { platform } from 'node:os';
import { Refusal } from '../base/refusal.ts';
import { fileReason } from './atomic-file.ts';
import { makeFolder } from './make-folder.ts';

const LEAST_FREE_BYTES = 1e9;

// Magic numbers of statfs(2) on Linux. Their fsync and locks depend on a server we cannot check.
const NETWORK_FILE_SYSTEMS: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB2',
  1397113167: 'AFS',
  12805120: 'Ceph',
  198183888: 'Lustre',
  1196443219: 'GPFS',
};

/**
 * Makes the folder of the embedded database if need be, and checks that it can live there.
 *
 * @throws Refusal `database.read_only`, `database.bad_folder`, `database.network_disk`,
 *   `database.disk_full`, each naming the folder
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refusalOf(error, folder);
  }
  const { type, bavail, bsize } = await statfs(folder);
  checkDisk(folder, { type, freeBytes: bavail * bsize });
}

/** @throws Refusal `database.network_disk`, `database.disk_full` */
export function checkDisk(folder: string, disk: { type: number; freeBytes: number }): void {
  const network = platform() === 'linux' ? NETWORK_FILE_SYSTEMS[disk.type >>> 0] : undefined;
  if (network !== undefined) {
    throw new Refusal(
      'not_allowed',
      'database.network_disk',
      `cannot keep the database in ${folder}: it lies on a network file system (${network})`,
      'choose a folder on a local disk with --data-dir, or use a PostgreSQL server',
    );
  }
  if (disk.freeBytes < LEAST_FREE_BYTES) {
    const freeMegabytes = Math.floor(disk.freeBytes / 1e6);
    throw new Refusal(
      'unavailable',
      'database.disk_full',
      `cannot open the database in ${folder}: the disk has ${freeMegabytes} MB free`,
      'free at least 1000 MB, or choose another folder with --data-dir',
    );
  }
}

function refusalOf(error: unknown, folder: string): unknown {
  const reason = fileReason(error);
  if (reason === undefined) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return error;
    return new Refusal(
      'invalid',
      'database.bad_folder',
      `cannot keep the database in ${folder}: it is a file`,
      'name a folder with --data-dir',
    );
  }
  return new Refusal(
    'not_allowed',
    'database.read_only',
    `cannot keep the database in ${folder}: ${reason}`,
    'choose a folder that you may write with --data-dir',
  );
}
