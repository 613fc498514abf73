import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted in the room of results. */
export const results: readonly Mutant[] = [
  {
    file: 'functions/results/usecases/keep-revision.ts',
    find: "outcome === 'taken' ? files.stored(resultId, n)",
    replace: "outcome === 'taken' ? { pdf, uploadVersionId, objectVersionId: 'mine' }",
    why: 'what was stored first is not what is registered',
  },
  {
    file: 'functions/results/domain/milestones.ts',
    find: 'finishes: intended.finishes,',
    replace: 'finishes: !intended.finishes,',
    why: 'a result that finishes its dossier does not say so',
  },
  {
    file: 'functions/results/domain/milestones.ts',
    find: '    if (request)\n',
    replace: '    if (request && !entry.issued)\n',
    why: 'that a result was to be issued is withdrawn once it is issued',
  },
  {
    file: 'functions/results/usecases/keep-revision.ts',
    find: 'const outcome = await registry.register(resultId, revision, by);',
    replace: "const outcome = 'recorded' as 'recorded' | 'conflict';\n    void by;",
    why: 'a file that is stored is not registered',
  },
  {
    file: 'functions/results/domain/registry-entry.ts',
    find: "replaced ? 'replaced' : 'issued';",
    replace: "replaced ? 'issued' : 'replaced';",
    why: 'an issued result is called replaced',
  },
  {
    file: 'functions/results/usecases/sign-result.ts',
    find: 'if (!upload) return issueWithoutUpload(signing);',
    replace: 'if (upload) return issueWithoutUpload(signing);',
    why: 'an upload that is there is taken for gone',
  },
];
