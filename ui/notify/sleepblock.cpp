// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/sleepblock.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

constexpr int patience = 3'000; // milliseconds for the bus to answer

QDBusUnixFileDescriptor askForBlock(const QString &why)
{
    const auto bus = u"lockkeeper-sleep"_s;
    QDBusUnixFileDescriptor held;
    {
        const QDBusConnection connection = QDBusConnection::connectToBus(QDBusConnection::SystemBus, bus);
        auto call = QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                                   u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
        call.setArguments({u"sleep:idle"_s, u"Lockkeeper"_s, why, u"block"_s});
        const QDBusMessage answer = connection.call(call, QDBus::Block, patience);
        if (answer.type() == QDBusMessage::ReplyMessage)
            held = answer.arguments().value(0).value<QDBusUnixFileDescriptor>();
    }
    QDBusConnection::disconnectFromBus(bus);
    return held;
}

} // namespace

SleepBlock::SleepBlock() : m_held(std::make_shared<QDBusUnixFileDescriptor>()), m_worker(u"lk-sleep"_s) {}

SleepBlock::~SleepBlock() = default;

void SleepBlock::set(bool wanted)
{
    if (std::exchange(m_isWanted, wanted) == wanted)
        return;
    const QString why = QCoreApplication::translate("SleepBlock", "A step of a migration is running");
    m_worker.post(
        [held = m_held, wanted, why] { *held = wanted ? askForBlock(why) : QDBusUnixFileDescriptor(); });
}

} // namespace lockkeeper
