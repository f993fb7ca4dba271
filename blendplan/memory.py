"""A cache in this process's own memory, for what is made anew in no time and never changes."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# Each thread has a cache object of its own; what they keep is one.
STORES: dict[str, dict[str, Any]] = {}


class ProcessMemory(BaseCache):
    """Keeps the values themselves, where Django's own memory cache keeps copies, which cost time.

    Only for values that nobody changes, under names that say all that they depend on: nothing in
    it gets old. The oldest leave when there are too many.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._kept = STORES.setdefault(name, {})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._kept.get(key, default)

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        while len(self._kept) >= self._max_entries:
            # Another thread may have taken the same one.
            self._kept.pop(next(iter(self._kept), ""), None)
        self._kept[key] = value

    def clear(self) -> None:
        self._kept.clear()
