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

FORWARD(int, PQbackendPID, (const PGconn *conn), (conn))
FORWARD(int, PQcancel, (PGcancel *cancel, char *errbuf, int errbufsize), (cancel, errbuf, errbufsize))
FORWARD(void, PQclear, (PGresult *res), (res))
FORWARD(int, PQclientEncoding, (const PGconn *conn), (conn))
FORWARD(char *, PQcmdStatus, (PGresult *res), (res))
FORWARD(char *, PQcmdTuples, (PGresult *res), (res))
FORWARD(PostgresPollingStatusType, PQconnectPoll, (PGconn *conn), (conn))
FORWARD(PGconn *, PQconnectStart, (const char *conninfo), (conninfo))
FORWARD(PGconn *, PQconnectdb, (const char *conninfo), (conninfo))
FORWARD(PGconn *, PQconnectdbParams,
        (const char *const *keywords, const char *const *values, int expand_dbname),
        (keywords, values, expand_dbname))
FORWARD(PQconninfoOption *, PQconninfo, (PGconn *conn), (conn))
FORWARD(void, PQconninfoFree, (PQconninfoOption *connOptions), (connOptions))
FORWARD(int, PQconsumeInput, (PGconn *conn), (conn))
FORWARD(char *, PQdb, (const PGconn *conn), (conn))
FORWARD(char *, PQencryptPassword, (const char *passwd, const char *user), (passwd, user))
FORWARD(char *, PQencryptPasswordConn,
        (PGconn *conn, const char *passwd, const char *user, const char *algorithm),
        (conn, passwd, user, algorithm))
FORWARD(char *, PQerrorMessage, (const PGconn *conn), (conn))
FORWARD(char *, PQescapeIdentifier, (PGconn *conn, const char *str, size_t len), (conn, str, len))
FORWARD(size_t, PQescapeStringConn,
        (PGconn *conn, char *to, const char *from, size_t length, int *error),
        (conn, to, from, length, error))
FORWARD(PGresult *, PQexec, (PGconn *conn, const char *query), (conn, query))
FORWARD(PGresult *, PQexecParams,
        (PGconn *conn, const char *command, int nParams, const Oid *paramTypes, const char *const *paramValues, const int *paramLengths, const int *paramFormats, int resultFormat),
        (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))
FORWARD(PGresult *, PQexecPrepared,
        (PGconn *conn, const char *stmtName, int nParams, const char *const *paramValues, const int *paramLengths, const int *paramFormats, int resultFormat),
        (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat))
FORWARD(void, PQfinish, (PGconn *conn), (conn))
FORWARD(int, PQfmod, (const PGresult *res, int field_num), (res, field_num))
FORWARD(char *, PQfname, (const PGresult *res, int field_num), (res, field_num))
FORWARD(int, PQfnumber, (const PGresult *res, const char *field_name), (res, field_name))
FORWARD(void, PQfreeCancel, (PGcancel *cancel), (cancel))
FORWARD(void, PQfreemem, (void *ptr), (ptr))
FORWARD(int, PQfsize, (const PGresult *res, int field_num), (res, field_num))
FORWARD(Oid, PQftable, (const PGresult *res, int field_num), (res, field_num))
FORWARD(int, PQftablecol, (const PGresult *res, int field_num), (res, field_num))
FORWARD(Oid, PQftype, (const PGresult *res, int field_num), (res, field_num))
FORWARD(PGcancel *, PQgetCancel, (PGconn *conn), (conn))
FORWARD(int, PQgetCopyData, (PGconn *conn, char **buffer, int async), (conn, buffer, async))
FORWARD(PGresult *, PQgetResult, (PGconn *conn), (conn))
FORWARD(int, PQgetisnull, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(int, PQgetlength, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(char *, PQgetvalue, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(char *, PQhost, (const PGconn *conn), (conn))
FORWARD(void, PQinitOpenSSL, (int do_ssl, int do_crypto), (do_ssl, do_crypto))
FORWARD(int, PQisBusy, (PGconn *conn), (conn))
FORWARD(int, PQisthreadsafe, (), ())
FORWARD(int, PQnfields, (const PGresult *res), (res))
FORWARD(PGnotify *, PQnotifies, (PGconn *conn), (conn))
FORWARD(int, PQntuples, (const PGresult *res), (res))
FORWARD(Oid, PQoidValue, (const PGresult *res), (res))
FORWARD(char *, PQport, (const PGconn *conn), (conn))
FORWARD(PGresult *, PQprepare,
        (PGconn *conn, const char *stmtName, const char *query, int nParams, const Oid *paramTypes),
        (conn, stmtName, query, nParams, paramTypes))
FORWARD(int, PQprotocolVersion, (const PGconn *conn), (conn))
FORWARD(int, PQputCopyData, (PGconn *conn, const char *buffer, int nbytes), (conn, buffer, nbytes))
FORWARD(int, PQputCopyEnd, (PGconn *conn, const char *errormsg), (conn, errormsg))
FORWARD(char *, PQresultErrorField, (const PGresult *res, int fieldcode), (res, fieldcode))
FORWARD(char *, PQresultErrorMessage, (const PGresult *res), (res))
FORWARD(ExecStatusType, PQresultStatus, (const PGresult *res), (res))
FORWARD(int, PQsendQuery, (PGconn *conn, const char *query), (conn, query))
FORWARD(int, PQserverVersion, (const PGconn *conn), (conn))
FORWARD(int, PQsetClientEncoding, (PGconn *conn, const char *encoding), (conn, encoding))
FORWARD(PGVerbosity, PQsetErrorVerbosity, (PGconn *conn, PGVerbosity verbosity), (conn, verbosity))
FORWARD(PQnoticeProcessor, PQsetNoticeProcessor,
        (PGconn *conn, PQnoticeProcessor proc, void *arg),
        (conn, proc, arg))
FORWARD(int, PQsocket, (const PGconn *conn), (conn))
FORWARD(ConnStatusType, PQstatus, (const PGconn *conn), (conn))
FORWARD(void, PQtrace, (PGconn *conn, FILE *debug_port), (conn, debug_port))
FORWARD(unsigned char *, PQunescapeBytea,
        (const unsigned char *strtext, size_t *retbuflen),
        (strtext, retbuflen))
FORWARD(void, PQuntrace, (PGconn *conn), (conn))
FORWARD(char *, PQuser, (const PGconn *conn), (conn))
FORWARD(const char *, pg_encoding_to_char, (int encoding), (encoding))
// NOLINTEND(cppcoreguidelines-macro-usage, bugprone-macro-parentheses, readability-identifier-naming)
