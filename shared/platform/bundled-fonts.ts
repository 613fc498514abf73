import regular from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf';
import bold from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf';
import type { PanelFonts } from '../kernel/paper/drawing.ts';

/** Tinos, as esbuild puts it into a function's bundle (`loader` in infra/bundle-options.ts). */
export const bundledFonts: PanelFonts = { regular, bold };
