/** Redis or Valkey, by REDIS=host:port. A connection that is lost comes again. */
export function connection() {
  const [host, port] = (process.env.REDIS ?? '127.0.0.1:6379').split(':');
  return { host, port: Number(port), maxRetriesPerRequest: null, retryStrategy: () => 250 };
}
