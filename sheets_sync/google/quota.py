"""Token buckets that keep the account within Google's quota (Sheets API, "Usage limits")."""

from pyrate_limiter import InMemoryBucket, Limiter, Rate, SingleBucketFactory

from sheets_sync.google.calls import Kind


class Quota:
    """Reads and writes per minute of one account, shared by all threads; Drive's quota is never reached."""

    def __init__(self, reads: int, writes: int, *, period_ms: int = 60_000) -> None:
        limits: dict[Kind, int] = {"read": reads, "write": writes}
        self._buckets = {
            kind: InMemoryBucket([Rate(limit, period_ms)]) for kind, limit in limits.items() if limit > 0
        }
        # Without the library's background threads: what has expired is dropped at each call instead.
        self._limiters = {
            kind: Limiter(SingleBucketFactory(bucket, schedule_leak=False))
            for kind, bucket in self._buckets.items()
        }

    def take(self, kind: Kind) -> None:
        """Wait until the quota permits one more call of this kind."""
        if limiter := self._limiters.get(kind):
            bucket = self._buckets[kind]
            bucket.leak(bucket.now())  # type: ignore[no-untyped-call]
            limiter.try_acquire(kind)
