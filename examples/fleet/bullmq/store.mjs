import { setTimeout } from 'node:timers/promises';
import { folderStore } from 'gsl-engine/fleet';
import { AwsClient } from 'aws4fetch';

/**
 * Where partials lie: a folder that all see, or `s3://BUCKET/PREFIX` in a store that speaks S3, at S3_ENDPOINT
 * (https://s3.eu-central-1.amazonaws.com without it), with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and
 * AWS_REGION. `npm install aws4fetch`.
 */
export function storeAt(place, env = process.env) {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/u.exec(place) ?? [];
  return bucket === undefined ? folderStore(place) : s3Store(bucket, prefix, env);
}

/** So often it is tried to reach the store, which may be cut off for a while; answers of 5xx are tried again by aws4fetch. */
const ATTEMPTS = 6;

/** A PUT is there as a whole or not at all. */
function s3Store(bucket, prefix, env) {
  const region = env.AWS_REGION ?? 'eu-central-1';
  const base = `${env.S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`}/${bucket}`;
  const client = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
    service: 's3',
    region,
  });
  const folder = prefix === '' ? '' : `${prefix.replace(/\/$/u, '')}/`;
  const reach = async (url, init, attempt = 1) => {
    try {
      // An answer that does not come is none: the network may have been cut in the middle.
      return await client.fetch(url, { ...init, signal: AbortSignal.timeout(Number(env.S3_TIMEOUT ?? 60_000)) });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await setTimeout(250 * 2 ** attempt);
      return reach(url, init, attempt + 1);
    }
  };
  const ask = async (url, init, allowed = []) => {
    const answer = await reach(url, init);
    if (answer.ok || allowed.includes(answer.status)) return answer;
    throw new Error(`${init?.method ?? 'GET'} ${url}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  };
  const urlOf = (name) => `${base}/${folder}${name}`;
  return {
    put: async (name, chunks) => {
      // Partials have some megabytes; beyond 5 GB a store wants them in pieces.
      const body = Buffer.concat(await Array.fromAsync(chunks));
      await ask(urlOf(name), { method: 'PUT', body });
    },
    get: async function* (name) {
      yield* (await ask(urlOf(name))).body;
    },
    has: async (name) => (await ask(urlOf(name), { method: 'HEAD' }, [404])).ok,
    list: async () => {
      const names = [];
      for (let more = ''; ; ) {
        const page = await (await ask(`${base}?list-type=2&prefix=${encodeURIComponent(folder)}${more}`)).text();
        // Names of partials have no letters that XML writes otherwise.
        for (const [, key] of page.matchAll(/<Key>([^<]*)<\/Key>/gu)) names.push(key.slice(folder.length));
        const [, next] = /<NextContinuationToken>([^<]*)</u.exec(page) ?? [];
        if (next === undefined) return names;
        more = `&continuation-token=${encodeURIComponent(next.replaceAll('&amp;', '&'))}`;
      }
    },
  };
}
