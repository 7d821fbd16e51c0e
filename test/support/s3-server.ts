import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/*
 * node s3-server.ts PORT HOST: as much of S3 as a store of partials needs, in memory: PUT, GET, HEAD and lists in pages. Every
 * signature is worked out here again, as AWS documents version 4, and one that is another is refused; every fifth PUT is told to
 * come again. `GET /-/counts` says what was asked.
 */

export const S3_ACCESS = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const PAGE = 5;

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a request is signed by who knows the secret. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/((\d{8})\/([^/]+)\/s3\/aws4_request), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/u;
  const [, id, scope = '', day = '', region = '', names = '', signature] =
    given.exec(request.headers.authorization ?? '') ?? [];
  const hash = String(request.headers['x-amz-content-sha256']);
  if (id !== S3_ACCESS.id || (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body))) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query, headers.join(''), names, hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${S3_ACCESS.secret}`, day));
  return hmac(key, text).toString('hex') === signature;
}

function listed(keys: readonly string[], url: URL): string {
  const prefix = url.searchParams.get('prefix') ?? '';
  const after = url.searchParams.get('continuation-token') ?? '';
  const all = keys.filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = all.slice(0, PAGE);
  const next = all.length > PAGE ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
  return `<ListBucketResult>${next}${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;
}

const [port, host] = process.argv.slice(2);
const objects = new Map<string, Buffer>();
const counts = { PUT: 0, GET: 0, HEAD: 0, refused: 0, again: 0, twice: 0, objects: 0 };

const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '/', 'http://store');
    const answer = (status: number, body: string | Buffer = ''): void => {
      response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (url.pathname === '/-/counts') return answer(200, JSON.stringify({ ...counts, objects: objects.size }));
    const body = await buffer(request);
    if (!isSigned(request, url, body)) {
      counts.refused += 1;
      return answer(403, 'SignatureDoesNotMatch');
    }
    const method = request.method as 'PUT' | 'GET' | 'HEAD';
    counts[method] += 1;
    if (url.searchParams.get('list-type') === '2')
      return answer(
        200,
        listed(
          [...objects.keys()].map((path) => path.split('/').slice(2).join('/')),
          url,
        ),
      );
    if (method === 'PUT') {
      if (counts.PUT % 5 === 0) {
        counts.again += 1;
        return answer(503, 'SlowDown');
      }
      if (objects.has(url.pathname)) counts.twice += 1;
      objects.set(url.pathname, body);
      return answer(200);
    }
    const found = objects.get(url.pathname);
    return found === undefined ? answer(404) : answer(200, found);
  })().catch(() => response.destroy());
});
server.listen(Number(port), host, () => console.log('ready'));
