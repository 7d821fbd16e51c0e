// Stands in for hyparquet: what the file says is what it does. Run in the reader's thread.
const text = async (file) => new TextDecoder().decode(await file.slice(0, file.byteLength));

export async function parquetMetadataAsync(file) {
  const what = await text(file);
  if (what.includes('loop')) for (;;);
  if (what.includes('reject')) {
    void Promise.reject(new Error('Nobody waits for this.'));
    await new Promise(() => undefined);
  }
  if (what.includes('wait')) await new Promise((resolve) => setTimeout(resolve, 1500));
  if (what.includes('exit')) process.exit(0);
  return { row_groups: [{ num_rows: 2n }, { num_rows: 1n }] };
}

export async function parquetReadObjects({ file, rowStart, compressors }) {
  const what = await text(file);
  if (what.includes('heap')) {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill({}));
  }
  if (what.includes('page')) compressors.SNAPPY(new Uint8Array(4), 2 ** 33);
  if (rowStart > 0) throw new Error('Bad page.');
  return [
    { type: 'A', name: 'a' },
    { type: 'A', name: 'b' },
  ];
}

export const snappyUncompress = () => true;
