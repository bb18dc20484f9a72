#include <stdint.h>
#include <sys/mman.h>

// Swift has no instruction that asks for memory and does not wait for it. What is asked for may be anywhere: what is not
// mapped is passed over and is no fault.

// Asks for the lines of memory that hold some bytes.
static inline void dealtrail_prefetch(uintptr_t start, uintptr_t count) {
    for (uintptr_t line = start & ~(uintptr_t)63; line < start + count; line += 64) {
        __builtin_prefetch((const void *)line);
    }
}

// Has the system map some memory of a file at once, where it can: Linux from 5.14 on. It is a hint, so nobody needs to know
// whether it was taken.
static inline void dealtrail_map_ahead(uintptr_t start, uintptr_t count) {
#ifdef MADV_POPULATE_READ
    (void)madvise((void *)start, count, MADV_POPULATE_READ);
#else
    (void)start, (void)count;
#endif
}
