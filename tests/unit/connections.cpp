// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionstore.h"
#include "core/connections/tlsmode.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lockkeeper;

/// What people keep comes back as it was, and nothing that they have is ever lost by us.
class ConnectionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesComeBack();
    void aProfileComesBackWhole();
    void aProfileHasNoSecret();
    void aTargetIsWhatTheProfileSays();
    void theListComesBackInOrder();
    void aNewerProgramsFieldsStay();
    void whatCannotBeUnderstoodIsNeverWritten_data();
    void whatCannotBeUnderstoodIsNeverWritten();
    void oddEntriesAreHarmless();
    void othersCannotReadTheList();
    void aFolderThatCannotBeWrittenIsSaid();

private:
    QString path() const { return m_folder.filePath(u"settings/connections.json"_s); }
    void write(const QByteArray &text) const
    {
        QVERIFY(QDir().mkpath(m_folder.filePath(u"settings"_s)));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray text() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

namespace {

ConnectionProfile full()
{
    ConnectionProfile profile = ConnectionProfile::make();
    profile.name = u"Ladebühne „Ost“ 🚢"_s;
    profile.environment = Environment::Staging;
    profile.host = u"db.example"_s;
    profile.port = 5433;
    profile.user = u"anna"_s;
    profile.database = u"shop\"; DROP"_s;
    profile.options = {{u"sslmode"_s, u"verify-full"_s}, {u"sslrootcert"_s, u"/etc/ca.pem"_s}};
    profile.ssh = {.host = u"bastion"_s, .port = 2222, .user = u"ops"_s};
    profile.password = PasswordSource::Keyring;
    return profile;
}

} // namespace

void ConnectionsTest::namesComeBack()
{
    for (const Environment environment : allEnvironments)
        QCOMPARE(environmentNamed(environmentName(environment)), environment);
    for (const TlsMode mode : allTlsModes)
        QCOMPARE(tlsModeNamed(tlsModeName(mode)), mode);
    QVERIFY(!environmentNamed(u"PROD"));
    QCOMPARE(tlsModeNamed(u"VERIFY_IDENTITY"), TlsMode::VerifyFull);
    QVERIFY(!tlsModeNamed(u"yes"));
}

void ConnectionsTest::aProfileComesBackWhole()
{
    const ConnectionProfile profile = full();
    QCOMPARE(profileFromJson(toJson(profile)), profile);
    QCOMPARE(profileFromJson({}).environment, Environment::Production);
    QCOMPARE(profileFromJson({{u"port"_s, 70'000}}).port, 0);
}

void ConnectionsTest::aProfileHasNoSecret()
{
    const auto target =
        Target::parse(u"postgresql://anna:s3cret@db/shop?sslpassword=s3cret&oauth_client_secret=s3cret"_s);
    QVERIFY(target);
    ConnectionProfile profile = ConnectionProfile::from(*target);
    QVERIFY(!QJsonDocument(toJson(profile)).toJson().contains("s3cret"));
    // Not even when somebody's code puts it there.
    profile.options.insert(u"sslpassword"_s, u"s3cret"_s);
    profile.options.insert(u"x='' password"_s, u"s3cret"_s);
    profile.options.insert(u"host=evil x"_s, u"s3cret"_s);
    QVERIFY(!QJsonDocument(toJson(profile)).toJson().contains("s3cret"));
}

void ConnectionsTest::aTargetIsWhatTheProfileSays()
{
    const auto target = Target::parse(u"postgresql://anna@db:5433/shop?sslmode=require"_s);
    QVERIFY(target);
    const ConnectionProfile profile = ConnectionProfile::from(*target);
    QCOMPARE(profile.name, u"shop – db"_s);
    const Target again = profile.toTarget(Secret(u"s3cret"_s));
    QCOMPARE(again.display(), target->display());
    QCOMPARE(again.options, target->options);
    QCOMPARE(again.password.reveal(), u"s3cret"_s);
    const auto file = Target::parse(u"sqlite:///srv/shop.db"_s);
    QVERIFY(file);
    QCOMPARE(ConnectionProfile::from(*file).name, u"shop.db"_s);
    QCOMPARE(ConnectionProfile::from(*file).password, PasswordSource::NotNeeded);
}

void ConnectionsTest::theListComesBackInOrder()
{
    QFile::remove(path());
    const ConnectionStore store(path());
    QCOMPARE(store.read()->size(), 0);
    QList<ConnectionProfile> wanted{full(), full(), full()};
    for (const ConnectionProfile &profile : std::as_const(wanted))
        QVERIFY(store.save(profile));
    QCOMPARE(*store.read(), wanted);
    wanted[1].name = u"renamed"_s;
    QVERIFY(store.save(wanted[1]));
    QCOMPARE(*store.read(), wanted);
    QVERIFY(store.remove(wanted.takeFirst().id));
    QVERIFY(store.remove(u"never was"_s));
    QCOMPARE(*store.read(), wanted);
}

void ConnectionsTest::aNewerProgramsFieldsStay()
{
    write(R"({"format":1,"folders":["a"],"connections":[{"id":"1","name":"old","colour":"red"},"a note"]})");
    const ConnectionStore store(path());
    ConnectionProfile profile = store.read()->first();
    profile.name = u"new"_s;
    QVERIFY(store.save(profile));
    const QJsonObject document = QJsonDocument::fromJson(text()).object();
    QCOMPARE(document[u"folders"].toArray().size(), 1);
    const QJsonArray list = document[u"connections"].toArray();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0][u"colour"].toString(), u"red"_s);
    QCOMPARE(list[0][u"name"].toString(), u"new"_s);
    QCOMPARE(list[1].toString(), u"a note"_s);
}

void ConnectionsTest::whatCannotBeUnderstoodIsNeverWritten_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut off") << QByteArray(R"({"format":1,"connections":[{"id":"1")");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("no format") << QByteArray(R"({"connections":[]})");
    QTest::newRow("a newer format") << QByteArray(R"({"format":2,"connections":[]})");
    QTest::newRow("no connections") << QByteArray(R"({"format":1,"connections":{}})");
    QTest::newRow("zeros") << QByteArray(300, '\0');
    QTest::newRow("huge") << QByteArray(5'000'000, ' ');
}

void ConnectionsTest::whatCannotBeUnderstoodIsNeverWritten()
{
    QFETCH(QByteArray, content);
    write(content);
    const ConnectionStore store(path());
    QCOMPARE(store.read().error().code, Errc::InvalidConnections);
    QCOMPARE(store.save(full()).error().code, Errc::InvalidConnections);
    QCOMPARE(store.remove(u"1"_s).error().code, Errc::InvalidConnections);
    QCOMPARE(text(), content);
}

void ConnectionsTest::oddEntriesAreHarmless()
{
    write(R"({"format":1,"connections":[null,7,{"name":"no id"},
              {"id":"1","name":5,"port":"many","environment":"moon","options":{"sslmode":{},"sslpassword":"x"},"ssh":[]}]})");
    const auto profiles = ConnectionStore(path()).read();
    QVERIFY(profiles);
    QCOMPARE(profiles->size(), 1);
    QCOMPARE(profiles->first().environment, Environment::Production);
    QCOMPARE(profiles->first().port, 0);
    QVERIFY(profiles->first().options.isEmpty());
    QVERIFY(!profiles->first().ssh.isUsed());
}

void ConnectionsTest::othersCannotReadTheList()
{
    QFile::remove(path());
    QVERIFY(ConnectionStore(path()).save(full()));
    QVERIFY(!(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)));
}

void ConnectionsTest::aFolderThatCannotBeWrittenIsSaid()
{
    const ConnectionStore store(u"/proc/lockkeeper/connections.json"_s);
    QCOMPARE(store.save(full()).error().code, Errc::UnwritableFile);
}

QTEST_GUILESS_MAIN(ConnectionsTest)
#include "connections.moc"
