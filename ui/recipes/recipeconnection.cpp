// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recipes/recipeconnection.h"

#include "core/engine/engine.h"
#include "core/recipes/recipewriter.h"
#include "core/workflow/migration.h"

#include <QSaveFile>

#include <thread>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto longestQuestion = 10s;

Status write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return failure(Errc::UnwritableFile, {{u"path"_s, path}, {u"detail"_s, file.errorString()}},
                   file.errorString());
}

} // namespace

RecipeConnection::RecipeConnection(Target target, QObject *parent)
    : QObject(parent)
    , m_reader(std::make_shared<Reader>())
    , m_worker(std::make_shared<Worker>(u"lk-recipes"_s))
{
    m_reader->target = std::move(target);
}

RecipeConnection::~RecipeConnection()
{
    // The session goes on the thread that made it, and that thread may still wait for a server.
    m_worker->post([reader = m_reader] { reader->session.reset(); });
    std::thread([worker = std::move(m_worker)]() mutable {
        worker->post([] {}).waitForFinished();
        worker.reset();
    }).detach();
}

template<typename Job, typename Tell>
void RecipeConnection::ask(Job job, Tell tell)
{
    m_worker->post(std::move(job))
        .then(this, [this, ticket = ++m_ticket, tell](const std::invoke_result_t<Job> &answer) {
            if (ticket != m_ticket)
                return;
            if (answer)
                tell(*answer);
            else
                Q_EMIT failed(answer.error());
        });
}

void RecipeConnection::readTables()
{
    ask([reader = m_reader] { return reader->tables(); },
        [this](const QList<WrittenTable> &tables) { Q_EMIT tablesRead(tables); });
}

void RecipeConnection::preview(const Recipe &recipe, const RecipeValues &values)
{
    ask([reader = m_reader, &recipe, values] { return reader->preview(recipe, values); },
        [this](const RecipePreview &preview) { Q_EMIT previewed(preview); });
}

void RecipeConnection::save(const QString &path, const QByteArray &text)
{
    ask([path, text] { return write(path, text).transform([&path] { return path; }); },
        [this](const QString &written) { Q_EMIT saved(written); });
}

Result<Session *> RecipeConnection::Reader::connected()
{
    if (!session) {
        auto opened = openSession(target, {.application = u"lockkeeper recipes"_s, .readOnly = true});
        LOCKKEEPER_TRY(opened);
        LOCKKEEPER_TRY((*opened)->setStatementTimeout(longestQuestion));
        session = std::move(*opened);
    }
    return session.get();
}

Result<QList<WrittenTable>> RecipeConnection::Reader::tables()
{
    const auto open = connected();
    LOCKKEEPER_TRY(open);
    auto tables = (*open)->catalog().writtenTables();
    if (!tables && tables.error().isConnectionGone())
        session.reset();
    return tables;
}

Result<RecipePreview> RecipeConnection::Reader::preview(const Recipe &recipe, const RecipeValues &values)
{
    const auto open = connected();
    LOCKKEEPER_TRY(open);
    const auto written = writePlan(**open, recipe, values);
    if (!written && written.error().isConnectionGone())
        session.reset();
    LOCKKEEPER_TRY(written);
    RecipePreview preview;
    if (!*written) {
        preview.problems = written->error();
        return preview;
    }
    preview.text = **written;
    auto plan = PlanFile::parse(preview.text, vocabulary());
    if (!plan) {
        preview.problems = {
            {.field = {}, .code = plan.error().first().code, .facts = plan.error().first().facts}};
        return preview;
    }
    preview.plan = std::make_shared<const Plan>(std::move(*plan));
    LOCKKEEPER_TRY(lint(preview));
    return preview;
}

Status RecipeConnection::Reader::lint(RecipePreview &preview)
{
    const auto identity = session->identity();
    LOCKKEEPER_TRY(identity);
    const auto version = serverVersionFromText(identity->version.toStdString()).value_or(ServerVersion());
    const auto live = session->catalog().liveFacts(objectsNamedIn(*preview.plan, version), 0ms);
    LOCKKEEPER_TRY(live);
    preview.findings = lintPlan(*preview.plan, version, &*live);
    return {};
}

} // namespace lockkeeper
