/** A TrueType file as esbuild bundles it: its bytes. */
declare module '*.ttf' {
  const bytes: Uint8Array;
  // biome-ignore lint/style/noDefaultExport: a bundled file has no other export
  export default bytes;
}
