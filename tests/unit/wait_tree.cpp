// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/waittree.h"

#include <QTest>

using namespace lockkeeper;
using namespace Qt::StringLiterals;

class WaitTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsWhoWaitsForWhom_data();
    void drawsWhoWaitsForWhom();
    void knowsWhoTheyAre();
};

namespace {

/// "2<1" is: 2 waits for 1.
ActivitySample sampleOf(const QString &waits)
{
    ActivitySample sample;
    for (const QString &wait : waits.split(u' ', Qt::SkipEmptyParts))
        sample.lockWaits.append({.session = wait.section(u'<', 0, 0),
                                 .relation = u"users"_s,
                                 .mode = u"AccessExclusiveLock"_s,
                                 .blocker = wait.section(u'<', 1),
                                 .description = {}});
    return sample;
}

QString drawn(const QList<WaitNode> &tree)
{
    QStringList parts;
    for (const WaitNode &node : tree)
        parts << node.session.id + (node.waiting.isEmpty() ? QString() : u'(' + drawn(node.waiting) + u')');
    return parts.join(u' ');
}

} // namespace

void WaitTreeTest::drawsWhoWaitsForWhom_data()
{
    QTest::addColumn<QString>("waits");
    QTest::addColumn<QString>("tree");
    QTest::newRow("nobody") << QString() << QString();
    QTest::newRow("one") << u"2<1"_s << u"1(2)"_s;
    QTest::newRow("a queue") << u"2<1 3<2 4<3"_s << u"1(2(3(4)))"_s;
    QTest::newRow("a crowd behind one") << u"2<1 3<1 4<1"_s << u"1(2 3 4)"_s;
    QTest::newRow("the worst blocker first") << u"2<1 4<3 5<3"_s << u"3(4 5) 1(2)"_s;
    QTest::newRow("for two at once, below the first") << u"3<1 3<2 4<2"_s << u"1(3) 2(4)"_s;
    QTest::newRow("for somebody unseen") << u"2<"_s << u"2"_s;
    QTest::newRow("a ring") << u"1<2 2<1"_s << u"1(2)"_s;
    QTest::newRow("a queue behind a ring") << u"1<2 2<1 3<1"_s << u"1(2 3)"_s;
    QTest::newRow("for oneself") << u"1<1"_s << u"1"_s;
}

void WaitTreeTest::drawsWhoWaitsForWhom()
{
    QFETCH(QString, waits);
    QTEST(drawn(waitTree(sampleOf(waits))), "tree");
}

void WaitTreeTest::knowsWhoTheyAre()
{
    ActivitySample sample = sampleOf(u"2<1 3<2"_s);
    SessionInfo psql;
    psql.id = u"1"_s;
    psql.application = u"psql"_s;
    sample.sessions.append(psql);
    const QList<WaitNode> tree = waitTree(sample);
    QCOMPARE(tree.size(), 1);
    QCOMPARE(tree.first().session.application, u"psql"_s);
    QCOMPARE(tree.first().waiters(), 2);
    QVERIFY(!tree.first().isWaiting());
    QVERIFY(tree.first().waiting.first().isWaiting());
    QCOMPARE(tree.first().waiting.first().relation, u"users"_s);
}

QTEST_GUILESS_MAIN(WaitTreeTest)
#include "wait_tree.moc"
