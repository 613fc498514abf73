import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../../functions/results/pades/x509/digest.ts';
import { testWith } from '../programs.ts';
import { inTemporaryFolder } from './oracles.ts';

/** A test that looks at what three renderers show, which share no code with each other. */
export const rendered = testWith('pdftoppm', 'mutool', 'gs');

/** How each renderer draws the first page of a file to standard output. */
const renderers: Record<string, (file: string) => readonly [string, ...string[]]> = {
  poppler: (file) => ['pdftoppm', '-r', '40', '-gray', '-f', '1', '-l', '1', file],
  mupdf: (file) => ['mutool', 'draw', '-q', '-r', '40', '-c', 'gray', '-F', 'pgm', '-o', '-', file, '1'],
  ghostscript: (file) => [
    'gs',
    '-q',
    '-dNOPAUSE',
    '-dBATCH',
    '-dSAFER',
    '-dLastPage=1',
    '-sDEVICE=pgmraw',
    '-r40',
    '-sOutputFile=-',
    '-sstdout=%stderr',
    file,
  ],
};

/** What each renderer shows, as a digest; `nothing` where it gives up. */
export function pictures(pdf: Buffer): Record<string, string> {
  return inTemporaryFolder((folder) => {
    const file = join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    return Object.fromEntries(
      Object.entries(renderers).map(([name, command]) => {
        const [program, ...args] = command(file);
        const { stdout } = spawnSync(program, args, { maxBuffer: 64 << 20, timeout: 20_000 });
        return [name, stdout.length > 0 ? digestOf('sha256', stdout).toString('hex').slice(0, 16) : 'nothing'];
      }),
    );
  });
}
