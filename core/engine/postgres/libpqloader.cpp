// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libpq's functions, as far as libpqxx calls them: each hands its call on to the library, once that is loaded. (libpqxx
// itself is linked statically for this. A function that is missing here is an error of the linker.)
#include "core/engine/postgres/libpqloader.h"

#include <dlfcn.h>
#include <libpq-fe.h>
#include <stdexcept>

namespace lockkeeper {

namespace {

void *library()
{
    static void *const loaded = dlopen("libpq.so.5", RTLD_LAZY | RTLD_LOCAL);
    return loaded;
}

template<typename Function>
Function *function(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(library(), name));
}

} // namespace

void loadLibpq()
{
    if (!library())
        throw std::runtime_error(std::string("libpq.so.5 is missing: ") + dlerror());
}

} // namespace lockkeeper

// clang-format off
// NOLINTBEGIN(cppcoreguidelines-macro-usage, bugprone-macro-parentheses, readability-identifier-naming)
#define FORWARD(result, name, parameters, arguments)                                 \
    extern "C" result name parameters                                                \
    {                                                                                \
        static const auto target = lockkeeper::function<decltype(::name)>(#name);    \
        return target arguments;                                                     \
    }

FORWARD(int, PQbackendPID, (const PGconn *a), (a))
FORWARD(int, PQcancel, (PGcancel *a, char *b, int c), (a, b, c))
FORWARD(void, PQclear, (PGresult *a), (a))
FORWARD(int, PQclientEncoding, (const PGconn *a), (a))
FORWARD(char *, PQcmdStatus, (PGresult *a), (a))
FORWARD(char *, PQcmdTuples, (PGresult *a), (a))
FORWARD(PostgresPollingStatusType, PQconnectPoll, (PGconn *a), (a))
FORWARD(PGconn *, PQconnectStart, (const char *a), (a))
FORWARD(PGconn *, PQconnectdb, (const char *a), (a))
FORWARD(PGconn *, PQconnectdbParams, (const char *const *a, const char *const *b, int c), (a, b, c))
FORWARD(PQconninfoOption *, PQconninfo, (PGconn *a), (a))
FORWARD(void, PQconninfoFree, (PQconninfoOption *a), (a))
FORWARD(int, PQconsumeInput, (PGconn *a), (a))
FORWARD(char *, PQdb, (const PGconn *a), (a))
FORWARD(char *, PQencryptPassword, (const char *a, const char *b), (a, b))
FORWARD(char *, PQencryptPasswordConn, (PGconn *a, const char *b, const char *c, const char *d), (a, b, c, d))
FORWARD(char *, PQerrorMessage, (const PGconn *a), (a))
FORWARD(char *, PQescapeIdentifier, (PGconn *a, const char *b, size_t c), (a, b, c))
FORWARD(size_t, PQescapeStringConn, (PGconn *a, char *b, const char *c, size_t d, int *e), (a, b, c, d, e))
FORWARD(PGresult *, PQexec, (PGconn *a, const char *b), (a, b))
FORWARD(PGresult *, PQexecParams, (PGconn *a, const char *b, int c, const Oid *d, const char *const *e, const int *f, const int *g, int h), (a, b, c, d, e, f, g, h))
FORWARD(PGresult *, PQexecPrepared, (PGconn *a, const char *b, int c, const char *const *d, const int *e, const int *f, int g), (a, b, c, d, e, f, g))
FORWARD(void, PQfinish, (PGconn *a), (a))
FORWARD(int, PQfmod, (const PGresult *a, int b), (a, b))
FORWARD(char *, PQfname, (const PGresult *a, int b), (a, b))
FORWARD(int, PQfnumber, (const PGresult *a, const char *b), (a, b))
FORWARD(void, PQfreeCancel, (PGcancel *a), (a))
FORWARD(void, PQfreemem, (void *a), (a))
FORWARD(int, PQfsize, (const PGresult *a, int b), (a, b))
FORWARD(Oid, PQftable, (const PGresult *a, int b), (a, b))
FORWARD(int, PQftablecol, (const PGresult *a, int b), (a, b))
FORWARD(Oid, PQftype, (const PGresult *a, int b), (a, b))
FORWARD(PGcancel *, PQgetCancel, (PGconn *a), (a))
FORWARD(int, PQgetCopyData, (PGconn *a, char **b, int c), (a, b, c))
FORWARD(PGresult *, PQgetResult, (PGconn *a), (a))
FORWARD(int, PQgetisnull, (const PGresult *a, int b, int c), (a, b, c))
FORWARD(int, PQgetlength, (const PGresult *a, int b, int c), (a, b, c))
FORWARD(char *, PQgetvalue, (const PGresult *a, int b, int c), (a, b, c))
FORWARD(char *, PQhost, (const PGconn *a), (a))
FORWARD(void, PQinitOpenSSL, (int a, int b), (a, b))
FORWARD(int, PQisBusy, (PGconn *a), (a))
FORWARD(int, PQisthreadsafe, (), ())
FORWARD(int, PQnfields, (const PGresult *a), (a))
FORWARD(PGnotify *, PQnotifies, (PGconn *a), (a))
FORWARD(int, PQntuples, (const PGresult *a), (a))
FORWARD(Oid, PQoidValue, (const PGresult *a), (a))
FORWARD(char *, PQport, (const PGconn *a), (a))
FORWARD(PGresult *, PQprepare, (PGconn *a, const char *b, const char *c, int d, const Oid *e), (a, b, c, d, e))
FORWARD(int, PQprotocolVersion, (const PGconn *a), (a))
FORWARD(int, PQputCopyData, (PGconn *a, const char *b, int c), (a, b, c))
FORWARD(int, PQputCopyEnd, (PGconn *a, const char *b), (a, b))
FORWARD(char *, PQresultErrorField, (const PGresult *a, int b), (a, b))
FORWARD(char *, PQresultErrorMessage, (const PGresult *a), (a))
FORWARD(ExecStatusType, PQresultStatus, (const PGresult *a), (a))
FORWARD(int, PQsendQuery, (PGconn *a, const char *b), (a, b))
FORWARD(int, PQserverVersion, (const PGconn *a), (a))
FORWARD(int, PQsetClientEncoding, (PGconn *a, const char *b), (a, b))
FORWARD(PGVerbosity, PQsetErrorVerbosity, (PGconn *a, PGVerbosity b), (a, b))
FORWARD(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *a, PQnoticeProcessor b, void *c), (a, b, c))
FORWARD(int, PQsocket, (const PGconn *a), (a))
FORWARD(ConnStatusType, PQstatus, (const PGconn *a), (a))
FORWARD(void, PQtrace, (PGconn *a, FILE *b), (a, b))
FORWARD(unsigned char *, PQunescapeBytea, (const unsigned char *a, size_t *b), (a, b))
FORWARD(void, PQuntrace, (PGconn *a), (a))
FORWARD(char *, PQuser, (const PGconn *a), (a))
FORWARD(const char *, pg_encoding_to_char, (int a), (a))
// NOLINTEND(cppcoreguidelines-macro-usage, bugprone-macro-parentheses, readability-identifier-naming)
