#include "raw_lmdb.h"

#include <lmdb.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void big_endian(uint64_t value, unsigned char *key) {
    for (int index = 7; index >= 0; index--) {
        key[index] = (unsigned char)value;
        value >>= 8;
    }
}

static int open_environment(const char *directory, MDB_env **environment, unsigned flags) {
    int code = mdb_env_create(environment);
    if (code == 0) code = mdb_env_set_mapsize(*environment, (size_t)64 << 30);
    if (code == 0) code = mdb_env_set_maxdbs(*environment, 4);
    if (code == 0) code = mdb_env_open(*environment, directory, flags, 0600);
    return code;
}

double raw_append(const char *directory, uint64_t count, uint64_t batch, size_t size) {
    MDB_env *environment;
    MDB_txn *transaction;
    MDB_dbi table;
    int code = open_environment(directory, &environment, 0);
    if (code != 0) return -(double)abs(code);
    unsigned char *record = malloc(size);
    for (size_t index = 0; index < size; index++) record[index] = (unsigned char)(index * 131);
    double start = now();
    for (uint64_t position = 0; position < count && code == 0;) {
        code = mdb_txn_begin(environment, NULL, 0, &transaction);
        if (code == 0) code = mdb_dbi_open(transaction, "events", MDB_CREATE, &table);
        for (uint64_t index = 0; index < batch && position < count && code == 0; index++, position++) {
            unsigned char bytes[8];
            big_endian(position, bytes);
            memcpy(record, bytes, 8);
            MDB_val key = {8, bytes}, value = {size, record};
            code = mdb_put(transaction, table, &key, &value, MDB_APPEND | MDB_NOOVERWRITE);
        }
        if (code == 0) code = mdb_txn_commit(transaction);
    }
    double elapsed = now() - start;
    free(record);
    mdb_env_close(environment);
    return code == 0 ? elapsed : -(double)abs(code);
}

double raw_cursor(const char *directory, uint64_t *records, uint64_t *sum) {
    MDB_env *environment;
    MDB_txn *transaction;
    MDB_dbi table;
    MDB_cursor *cursor;
    MDB_val key, value;
    int code = open_environment(directory, &environment, MDB_RDONLY);
    if (code == 0) code = mdb_txn_begin(environment, NULL, MDB_RDONLY, &transaction);
    if (code == 0) code = mdb_dbi_open(transaction, "events", 0, &table);
    if (code == 0) code = mdb_cursor_open(transaction, table, &cursor);
    if (code != 0) return -(double)abs(code);
    uint64_t count = 0, total = 0;
    double start = now();
    for (code = mdb_cursor_get(cursor, &key, &value, MDB_FIRST); code == 0;
         code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
        uint64_t word;
        memcpy(&word, value.mv_data, 8);
        total += word;
        count++;
    }
    double elapsed = now() - start;
    mdb_cursor_close(cursor);
    mdb_txn_abort(transaction);
    mdb_env_close(environment);
    *records = count;
    *sum = total;
    return code == MDB_NOTFOUND ? elapsed : -(double)abs(code);
}
