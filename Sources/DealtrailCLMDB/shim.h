#include <lmdb.h>

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
