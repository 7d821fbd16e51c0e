/**
 * A file name as a URI reference: relative names stay relative, absolute ones become `file:` URIs.
 *
 * @example
 * fileUri('data/my users.json') // 'data/my%20users.json'
 * fileUri('C:\\data\\users.json') // 'file:///C:/data/users.json'
 */
export function fileUri(file: string): string {
  // Half a surrogate pair cannot be encoded.
  const whole = file.replace(/\p{Cs}/gu, '\ufffd');
  const drive = /^([A-Za-z]:)[\\/](.*)$/su.exec(whole);
  const path = (drive?.[2] ?? whole).replaceAll('\\', '/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (drive !== null) return `file:///${drive[1] ?? ''}/${encoded}`;
  // A share is `file://server/data`.
  if (path.startsWith('//')) return `file:${encoded}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
