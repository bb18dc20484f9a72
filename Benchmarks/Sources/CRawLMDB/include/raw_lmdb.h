#ifndef RAW_LMDB_H
#define RAW_LMDB_H

#include <stddef.h>
#include <stdint.h>

/// Appends `count` records of `size` bytes to a fresh environment in `directory`, `batch` of them a commit, durably.
/// Returns the seconds it took, or a negative LMDB code.
double raw_append(const char *directory, uint64_t count, uint64_t batch, size_t size);

/// Walks the table `events` of the environment in `directory` once with a cursor and touches the first word of each
/// record. Returns the seconds it took, or a negative LMDB code; `records` and `sum` are filled in.
double raw_cursor(const char *directory, uint64_t *records, uint64_t *sum);

#endif
