/** True while fewer than `limit` calls came within the last second of real time. */
export function throughput(limit: number, machine: () => number = () => performance.now()): () => boolean {
  const recent: number[] = [];
  return () => {
    const now = machine();
    while (recent[0] !== undefined && now - recent[0] >= 1000) recent.shift();
    if (recent.length >= limit) return false;
    recent.push(now);
    return true;
  };
}
