/** Deletes every object whose key begins with `folder`. */
export async function emptyFolder(bucket: R2Bucket, folder: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix: folder })
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
    if (!truncated) return
  }
}
