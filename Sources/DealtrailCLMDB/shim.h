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

#include <stdint.h>

// Asks for the lines of memory that hold some bytes, and does not wait for them. What is not mapped is passed over.
static inline void dealtrail_prefetch(uintptr_t start, uintptr_t count) {
    for (uintptr_t line = start & ~(uintptr_t)63; line < start + count; line += 64) {
        __builtin_prefetch((const void *)line);
    }
}
