// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demo.h"
#include "core/base/worker.h"

#include <QObject>

#include <memory>
#include <stop_token>

namespace lockkeeper {

/// The demo's world, made and kept on a thread of its own. Its destructor waits until servers and traffic are gone.
class DemoSession final : public QObject
{
    Q_OBJECT

public:
    explicit DemoSession(demo::WorldOptions options, QObject *parent = nullptr);
    ~DemoSession() override;

    void start();
    /// Ends the old application version, as the end of a deployment does.
    void retireOldVersion();

Q_SIGNALS:
    void progressed(const QString &text);
    void ready(const QString &planPath, const QString &url);
    void failed(const lockkeeper::Error &error);
    void oldVersionRetired();

private:
    struct Start
    {
        QString planPath;
        QString url;
        std::optional<Error> error;
    };

    Start makeWorld();
    void started(const Start &start);

    demo::WorldOptions m_options;
    std::stop_source m_stop;
    std::unique_ptr<demo::World> m_world; ///< touched by the worker only
    Worker m_worker;
};

} // namespace lockkeeper
