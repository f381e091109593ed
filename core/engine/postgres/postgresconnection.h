// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <memory>

namespace lockkeeper {

/// One libpqxx connection: statements in, rows or an Error out. No exception leaves it, no notice is printed.
/// Lives on one thread, except for cancel().
class PostgresConnection
{
public:
    /// @returns Errc::ConnectionFailed, without the password in its detail.
    static Result<std::unique_ptr<PostgresConnection>> open(const Target &target,
                                                            const SessionOptions &options);
    ~PostgresConnection();

    /// Runs one statement, outside of any transaction handling of its own.
    Result<Rows> run(const Sql &sql);

    /// Thread-safe. Ends the running statement, never a later one: while the request is on its way, no
    /// statement can start.
    void cancel();

    bool isOpen() const;
    int serverVersion() const; ///< 170011 is 17.11
    int processId() const;     ///< of the server's process that serves us

private:
    struct Private;
    explicit PostgresConnection(std::unique_ptr<Private> connection);

    std::unique_ptr<Private> d;
};

} // namespace lockkeeper
