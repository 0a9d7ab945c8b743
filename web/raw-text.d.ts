/** A file as its text; vite reads the ending. */
declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: so vite gives the text of a file
  export default text;
}
