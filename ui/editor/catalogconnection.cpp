// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/catalogconnection.h"

#include "core/engine/catalog.h"
#include "core/engine/engine.h"
#include "ui/editor/editorpanel.h"

#include <thread>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto longestQuestion = 10s;
constexpr auto longestUse = 60s;   ///< a migration changes tables under the script
constexpr auto watchedWrites = 2s; ///< with less no table could be called quiet

} // namespace

CatalogConnection::CatalogConnection(Target target, QObject *parent)
    : QObject(parent)
    , m_reader(std::make_shared<Reader>())
    , m_worker(std::make_shared<Worker>(u"lk-catalog"_s))
{
    m_reader->setup = setupFor(target);
    m_reader->target = std::move(target);
}

CatalogConnection::~CatalogConnection()
{
    // The session goes on the thread that made it, and that thread may still wait for a server.
    m_worker->post([reader = m_reader] { reader->session.reset(); });
    std::thread([worker = std::move(m_worker)]() mutable {
        worker->post([] {}).waitForFinished();
        worker.reset();
    }).detach();
}

LintSetup CatalogConnection::setupFor(const Target &target)
{
    LintSetup setup;
    const Engine *engine = engineForScheme(target.scheme);
    const auto dialect = engine ? sqlDialectFromName(engine->name().toStdString()) : std::nullopt;
    setup.options.dialect = dialect.value_or(setup.options.dialect);
    return setup;
}

void CatalogConnection::start()
{
    m_worker->post([reader = m_reader] { return reader->readNames(); })
        .then(this, [this](const CatalogNames &names) { Q_EMIT namesRead(names); });
}

void CatalogConnection::look(const std::shared_ptr<const lint::LintResult> &result)
{
    m_worker
        ->post([reader = m_reader, result, ticket = ++m_reader->newest]() -> std::optional<LintSetup> {
            if (ticket != reader->newest || !reader->readFacts(std::string(result->source->bytes())))
                return std::nullopt;
            return reader->setup;
        })
        .then(this, [this](const std::optional<LintSetup> &setup) {
            if (setup)
                Q_EMIT setupRead(*setup);
        });
}

Session *CatalogConnection::Reader::connected()
{
    if (session)
        return session.get();
    auto opened = openSession(target, {.application = u"lockkeeper editor"_s, .readOnly = true});
    if (!opened || !(*opened)->setStatementTimeout(longestQuestion))
        return nullptr;
    session = std::move(*opened);
    if (const auto identity = session->identity())
        setup.options.version =
            serverVersionFromText(identity->version.toStdString()).value_or(setup.options.version);
    return session.get();
}

CatalogNames CatalogConnection::Reader::readNames()
{
    Session *open = connected();
    const auto tables = open ? open->catalog().writtenTables() : Result<QList<WrittenTable>>();
    CatalogNames names;
    for (const WrittenTable &table : tables ? *tables : QList<WrittenTable>())
        names.tables.append({.name = table.name, .columns = table.columns});
    return names;
}

bool CatalogConnection::Reader::readFacts(const std::string &script)
{
    lint::ObjectNames wanted = lint::objectsNamedIn(script, setup.options.dialect, setup.options.version);
    const bool isFresh = wanted == known && read.isValid() && read.durationElapsed() < longestUse;
    Session *open = isFresh ? nullptr : connected();
    if (!open)
        return false;
    auto facts = open->catalog().liveFacts(wanted, watchedWrites);
    if (!facts) {
        if (facts.error().isConnectionGone())
            session.reset();
        return false;
    }
    known = std::move(wanted);
    read.start();
    setup.live = std::make_shared<const lint::LiveFacts>(std::move(*facts));
    return true;
}

void connectCatalog(EditorPanel &panel, CatalogConnection &connection)
{
    QObject::connect(&connection, &CatalogConnection::namesRead, &panel, &EditorPanel::setNames);
    QObject::connect(&connection, &CatalogConnection::setupRead, &panel, &EditorPanel::setSetup);
    QObject::connect(&panel, &EditorPanel::judgedScript, &connection, &CatalogConnection::look);
}

} // namespace lockkeeper
