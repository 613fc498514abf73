import { App } from 'aws-cdk-lib';
import { type Settings, settingsFrom } from './settings.ts';
import { motcuaStacks } from './stacks.ts';

const app = new App();
motcuaStacks(app, settingsOrExit());

/** A setting that is missing is the caller's to mend: a sentence, not a stack trace. */
function settingsOrExit(): Settings {
  try {
    return settingsFrom(app.node);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
