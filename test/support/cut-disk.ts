import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk that loses, when its power is cut, whatever nobody had flushed to it. */
export interface CutDisk {
  /** Where it is mounted. */
  readonly path: string;
  /** Cuts the power: from now on the disk answers with errors. */
  cut(): Promise<void>;
  /** Gives the power back where it was cut: what had been flushed is there again. */
  restore(): Promise<void>;
  remove(): Promise<void>;
}

const MEMORY = '/dev/shm';
const PAUSE_MS = 100;
const MOST_TRIES = 100; // in all ten seconds
const SIZE_BYTES = 2 ** 31; // of a sparse file: only what is written takes room

// ioctl(2) FS_IOC_SHUTDOWN, and its flag for neither data nor journal to be flushed. Perl can ask
// for it, and every Debian has Perl. @source Linux, include/uapi/linux/fs.h and fs/ext4/ext4.h
const SHUTDOWN = `open(my $disk, '<', $ARGV[0]) or die "$!";
  my $flag = pack('L', 2);
  ioctl($disk, 0x8004587D, $flag) or die "$!";`;

/** Makes an ext4 file system in a file and mounts it, for which a process has to be root. */
export async function makeCutDisk(): Promise<CutDisk> {
  // In memory where there is some: what a flush costs there is nothing, and a cut loses the same.
  const parent = existsSync(MEMORY) ? MEMORY : tmpdir();
  const folder = await mkdtemp(join(parent, 'lodestock-disk-'));
  await chmod(folder, 0o755); // a server does not run as root
  const image = join(folder, 'image');
  const path = join(folder, 'disk');
  await mkdir(path);
  await writeFile(image, '');
  await truncate(image, SIZE_BYTES);
  await run('mkfs.ext4', ['-q', '-F', image]);
  const mount = () => run('mount', ['-o', 'loop', image, path]);
  const unmount = async () => {
    for (let tries = 0; ; tries++) {
      try {
        await run('umount', [path]);
        return;
      } catch (busy) {
        if (tries === MOST_TRIES) throw busy; // whoever was killed lets go a moment later
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  await mount();
  let isCut = false;
  return {
    path,
    async cut() {
      await run('perl', ['-e', SHUTDOWN, path]);
      isCut = true;
    },
    async restore() {
      if (!isCut) return;
      await unmount();
      await mount();
      isCut = false;
    },
    async remove() {
      await unmount();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether this machine and this user can have such a disk; if not, why. */
export async function whyNoCutDisk(): Promise<string | undefined> {
  try {
    const disk = await makeCutDisk();
    await disk.remove();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
