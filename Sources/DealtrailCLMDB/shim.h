#include <lmdb.h>

// Asks the processor for 4 KiB of memory; the answer comes later, and what is not there is no fault.
static inline void dealtrail_prefetch_page(const void *page) {
    for (int line = 0; line < 64; line++) __builtin_prefetch((const char *)page + 64 * line, 0, 3);
}

#if defined(__GLIBC__)
// malloc_trim is in no module of the C library.
#include <malloc.h>
#endif

#if defined(__linux__)
// statfs is in no module of the C library.
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif
