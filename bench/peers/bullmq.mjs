// node bullmq.mjs PORT ITEMS CONCURRENCY: works ITEMS jobs off and says how many a second, the first quarter not counted.
import { Queue, Worker } from 'bullmq';
import Redis from 'ioredis';

const [port, items, concurrency] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
const redis = new Redis(connection);
const queue = new Queue('analysis', { connection });
const summary = 'The maker of phones said that it had sold more of them than a year ago. '.repeat(3);
const analysis = JSON.stringify({ summary, bullets: ['It sold more phones.', 'It raised its outlook.'],
  sentiment: { label: 'bullish', score: 0.6, confidence: 0.7 }, tickers: [{ symbol: 'AAPL', sentiment: 'bullish',
    relevance: 0.9, reason: 'It sold more phones.' }], topics: ['earnings'], event_type: 'earnings', impact: 'medium' });

for (let from = 0; from < items; from += 1000) {
  const jobs = [];
  for (let n = from; n < Math.min(items, from + 1000); n++)
    jobs.push({ name: 'item', data: { uid: `${n}`, title: `Apple sold more phones, part ${n}`, summary },
      opts: { removeOnComplete: true } });
  await queue.addBulk(jobs);
}

const warm = Math.floor(items / 4);
let done = 0;
let begun;
const worker = new Worker('analysis', async (job) => {
  const { uid } = job.data;
  await redis.multi().set(`rss:analysis:${uid}`, analysis, 'EX', 86400).zadd('rss:analysis:index', 1764000000, uid)
    .xadd('events:analysis', '*', 'uid', uid, 'tickers', 'AAPL', 'sentiment', 'bullish', 'score', '0.6').exec();
}, { connection, concurrency, autorun: false });
worker.on('completed', () => {
  if (++done === warm) begun = performance.now();
  if (done === items) {
    console.log(`per_second ${Math.round((items - warm) / ((performance.now() - begun) / 1000))}`);
    process.exit(0);
  }
});
await worker.waitUntilReady();
worker.run();
