// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/notifier.h"

#include "ui/theme/icons.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

namespace lockkeeper {

Notifier::Notifier(QWidget &window) : m_window(window)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_tray = std::make_unique<QSystemTrayIcon>();
    m_tray->setIcon(programIcon());
    m_tray->setToolTip(QApplication::applicationName());
    QObject::connect(m_tray.get(), &QSystemTrayIcon::messageClicked, &window, [&window] {
        window.show();
        window.raise();
        window.activateWindow();
    });
}

Notifier::~Notifier() = default;

void Notifier::show(const MigrationSnapshot &snapshot)
{
    const std::optional<News> news = newsBetween(m_before, snapshot);
    m_before = snapshot;
    if (m_tray)
        m_tray->setVisible(snapshot.record.state == MigrationState::Running || !m_window.isActiveWindow());
    if (news && !m_window.isActiveWindow())
        tell(*news);
}

void Notifier::tell(const News &news)
{
    QApplication::alert(&m_window);
    if (m_tray)
        m_tray->showMessage(news.title, news.text,
                            news.isBad ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    if (m_listener)
        m_listener(news);
}

} // namespace lockkeeper
