// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verify/expectation.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

class MeetsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
};

void MeetsTest::answers_data()
{
    QTest::addColumn<QVariant>("actual");
    QTest::addColumn<QString>("expectation");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const QVariant &actual, const QString &expectation,
                        const QString &verdict) { QTest::newRow(name) << actual << expectation << verdict; };
    row("zero", 0LL, u"= 0"_s, u"yes"_s);
    row("not zero", 3LL, u"= 0"_s, u"no"_s);
    row("as numbers", u"10"_s, u"> 9"_s, u"yes"_s);
    row("decimals", u"0.50"_s, u"= 0.5"_s, u"yes"_s);
    row("at least", 10LL, u">= 10"_s, u"yes"_s);
    row("less", 10LL, u"< 10"_s, u"no"_s);
    row("different", u"x"_s, u"!= 'y'"_s, u"yes"_s);
    row("text of digits", u"1.0"_s, u"= '1'"_s, u"no"_s);
    row("doubled quote", u"it's"_s, u"= 'it''s'"_s, u"yes"_s);
    row("true", true, u"true"_s, u"yes"_s);
    row("false", false, u"= true"_s, u"no"_s);
    row("SQLite's true", 1LL, u"= true"_s, u"yes"_s);
    row("SQLite's false", 0LL, u"false"_s, u"yes"_s);
    row("two is not true", 2LL, u"true"_s, u"no"_s);
    row("NULL", QVariant(), u"= 0"_s, u"unknown"_s);
    row("unreadable", 0LL, u"about 0"_s, u"unknown"_s);
    row("text where a number is due", u"x"_s, u"= 0"_s, u"no"_s);
}

void MeetsTest::answers()
{
    QFETCH(QVariant, actual);
    QFETCH(QString, expectation);
    QFETCH(QString, verdict);
    const auto met = meets(actual, expectation);
    QCOMPARE(!met ? u"unknown"_s : *met ? u"yes"_s : u"no"_s, verdict);
}

QTEST_GUILESS_MAIN(MeetsTest)
#include "meets.moc"
