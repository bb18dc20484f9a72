#include <stdint.h>

// Swift has no instruction that asks for memory and does not wait for it. What is asked for may be anywhere: what is not
// mapped is passed over and is no fault.

// Asks for 4 KiB of memory.
static inline void dealtrail_prefetch_page(const void *page) {
    for (int line = 0; line < 64; line++) __builtin_prefetch((const char *)page + 64 * line, 0, 3);
}

// Asks for the lines of memory that hold some bytes.
static inline void dealtrail_prefetch(uintptr_t start, uintptr_t count) {
    for (uintptr_t line = start & ~(uintptr_t)63; line < start + count; line += 64) {
        __builtin_prefetch((const void *)line);
    }
}
