// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/notify/news.h"

#include <functional>
#include <memory>

class QSystemTrayIcon;
class QWidget;

namespace lockkeeper {

/// Tells the desktop what became of the open migration while its window is not the active one: a mark in the task bar, and
/// a message of the tray icon where there is a tray. Lives on the user interface's thread.
class Notifier
{
public:
    /// @p window must outlive it.
    explicit Notifier(QWidget &window);
    ~Notifier();
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;

    void show(const MigrationSnapshot &snapshot);
    /// Whoever else wants to hear it.
    void listen(std::function<void(const News &)> listener) { m_listener = std::move(listener); }

private:
    void tell(const News &news);

    QWidget &m_window;
    std::unique_ptr<QSystemTrayIcon> m_tray; ///< null: this desktop has none
    MigrationSnapshot m_before;
    std::function<void(const News &)> m_listener;
};

} // namespace lockkeeper
