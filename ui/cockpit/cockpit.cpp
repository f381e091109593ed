// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cockpit/cockpit.h"

#include "core/text/sentences.h"
#include "ui/charts/chartspanel.h"
#include "ui/editor/catalogconnection.h"
#include "ui/editor/editorpanel.h"
#include "ui/mainwindow.h"
#include "ui/welcome/welcomepage.h"

#include <QDateTime>
#include <QFileInfo>

namespace lockkeeper {

namespace {

using namespace Qt::StringLiterals;

QString progressLine(const RunEvent &event)
{
    return Cockpit::tr("%1: %2").arg(sentences::stage(event.stage), event.step);
}

RecentPlan knownAs(const QString &path, const Target &target)
{
    return {.path = path, .url = urlWithoutPassword(target), .needsPassword = !target.password.isEmpty()};
}

} // namespace

Cockpit::Cockpit(MainWindow &window, QObject *parent)
    : QObject(parent), m_window(window), m_opener(u"lk-opener"_s)
{
    connect(&window.welcome(), &WelcomePage::openRequested, this,
            [this](const QString &planPath, const Target &target) { open(planPath, target); });
}

Cockpit::~Cockpit() = default;

void Cockpit::open(const QString &planPath, const QString &url, Memory memory)
{
    if (const auto target = Target::parse(url))
        open(planPath, *target, memory);
    else
        m_window.showError(target.error());
}

void Cockpit::open(const QString &planPath, const Target &target, Memory memory)
{
    const QString path = memory == Memory::Keep ? QFileInfo(planPath).absoluteFilePath() : QString();
    start(planPath, {.target = target, .known = knownAs(path, target), .reached = {}});
}

// Without its tunnel the place can't be reached again, so it is only remembered where there is none.
void Cockpit::open(const QString &planPath, const ReachedTarget &reached)
{
    const QString path = reached.tunnel ? QString() : QFileInfo(planPath).absoluteFilePath();
    start(planPath, {.target = reached.target, .known = knownAs(path, reached.target), .reached = reached});
}

void Cockpit::start(const QString &planPath, const Place &place)
{
    m_window.showWelcome(tr("Opening %1…").arg(planPath));
    m_opener.post([planPath] { return readOpening(planPath); })
        .then(this, [this, place, ticket = ++m_ticket](const Opening &opening) {
            if (ticket == m_ticket)
                opened(opening, place);
        });
}

Cockpit::Opening Cockpit::readOpening(const QString &planPath)
{
    const auto text = PlanFile::read(planPath);
    if (!text)
        return {.plan = {}, .problem = sentences::error(text.error()), .detail = text.error().detail};
    auto plan = PlanFile::parse(*text, vocabulary());
    if (!plan)
        return problemsOf(planPath, plan.error());
    return {.plan = std::move(*plan), .problem = {}, .detail = {}};
}

Cockpit::Opening Cockpit::problemsOf(const QString &planPath, const QList<PlanProblem> &problems)
{
    QStringList lines;
    for (const PlanProblem &problem : problems)
        lines << u"%1:%2: %3"_s.arg(problem.line).arg(problem.column).arg(sentences::problem(problem));
    return {.plan = {},
            .problem = {.what = tr("%1 can't be opened; problems: %2.").arg(planPath).arg(problems.size()),
                        .means = tr("Nothing was opened, and nothing was changed."),
                        .toDo = tr("Correct the lines below and open the plan again.")},
            .detail = lines.join(u'\n')};
}

void Cockpit::opened(const Opening &opening, const Place &place)
{
    m_window.showWelcome();
    if (!opening.plan) {
        m_window.showMessage(opening.problem, opening.detail);
        return;
    }
    open(place.target, *opening.plan);
    if (place.reached)
        follow(*place.reached);
    if (place.known.path.isEmpty())
        return;
    m_known = place.known;
    m_known->environment = opening.plan->environment;
}

void Cockpit::open(const Target &target, const Plan &plan)
{
    leave();
    m_known.reset();
    m_window.forgetPlan();
    m_tunnel.reset();
    m_window.showEnvironment({});
    m_window.showTarget(target.display());
    m_window.showWelcome(tr("Connecting to %1…").arg(target.display()));
    m_connection = std::make_unique<MigrationConnection>(target, plan);
    connectSnapshots();
    connectIntents();
    connectCharts();
    connectEditor(target);
    m_connection->start();
}

void Cockpit::follow(const ReachedTarget &reached)
{
    m_tunnel = reached.tunnel;
    watchTunnel();
    m_window.showEnvironment(reached.profile.environment);
    // Not the target's: behind a tunnel its port is one of this machine's.
    m_window.showTarget(tr("%1 · %2").arg(reached.profile.name, reached.profile.toTarget({}).display()));
}

void Cockpit::remember(const MigrationSnapshot &snapshot)
{
    const bool isFirst = m_known && m_known->openedAt == 0;
    if (!m_known || (!isFirst && m_known->stage == snapshot.record.stage))
        return;
    m_known->title = snapshot.record.title;
    m_known->stage = snapshot.record.stage;
    if (!isFirst) {
        Q_EMIT planMoved(*m_known);
        return;
    }
    m_known->openedAt = QDateTime::currentMSecsSinceEpoch();
    Q_EMIT planOpened(*m_known);
}

// A broken tunnel opens again by itself, and the monitor comes back through it; ssh's words say why it had to.
void Cockpit::watchTunnel()
{
    if (!m_tunnel)
        return;
    m_tunnel->listen([cockpit = QPointer(this)](const Status &status) {
        if (!cockpit)
            return;
        if (status)
            cockpit->m_window.showProgress(tr("The SSH tunnel is open again."));
        else
            cockpit->m_window.showError(status.error());
    });
}

void Cockpit::connectSnapshots()
{
    MigrationConnection *connection = m_connection.get();
    MainWindow *window = &m_window;
    connect(connection, &MigrationConnection::snapshotChanged, window, &MainWindow::showSnapshot);
    connect(connection, &MigrationConnection::snapshotChanged, this, &Cockpit::remember);
    connect(connection, &MigrationConnection::snapshotChanged, this,
            [window] { window->showConnected(true, tr("Connected")); });
    connect(connection, &MigrationConnection::snapshotChanged, this, &Cockpit::snapshotShown);
    connect(connection, &MigrationConnection::activityChanged, window, &MainWindow::showActivity);
    connect(connection, &MigrationConnection::busyChanged, window, &MainWindow::showBusy);
    connect(connection, &MigrationConnection::busyChanged, this, &Cockpit::busyChanged);
    connect(connection, &MigrationConnection::refused, this, &Cockpit::answer);
    connect(connection, &MigrationConnection::progressed, this,
            [window](const RunEvent &event) { window->showProgress(progressLine(event)); });
    connect(connection, &MigrationConnection::silent, this, [window](qint64 sinceMs) {
        window->showConnected(false, tr("The server has not answered for %1; what you see is that old")
                                         .arg(sentences::duration(sinceMs / 1000 * 1000)));
    });
    connect(connection, &MigrationConnection::clockJumped, this, [window](qint64 byMs) {
        window->showProgress(tr("This computer slept, or its clock was set, by %1. Everything is read anew.")
                                 .arg(sentences::duration(qAbs(byMs))));
    });
    connect(connection, &MigrationConnection::connectionLost, this,
            [window](const Error &error, int retryInMs) {
                window->showConnected(
                    false, tr("Not connected; next attempt in %1").arg(sentences::duration(retryInMs)));
                window->showError(error);
            });
}

void Cockpit::connectIntents()
{
    MigrationConnection *connection = m_connection.get();
    connect(&m_window, &MainWindow::runRequested, connection, &MigrationConnection::runThrough);
    connect(&m_window, &MainWindow::pauseRequested, connection, &MigrationConnection::pause);
    connect(&m_window, &MainWindow::checkRequested, connection, &MigrationConnection::check);
    connect(&m_window, &MainWindow::interruptRequested, connection, &MigrationConnection::interrupt);
    connect(&m_window, &MainWindow::rollbackRequested, connection, &MigrationConnection::rollback);
}

void Cockpit::connectCharts()
{
    MigrationConnection *connection = m_connection.get();
    ChartsPanel *charts = &m_window.charts();
    connect(connection, &MigrationConnection::activityChanged, charts, &ChartsPanel::showActivity);
    connect(connection, &MigrationConnection::connectionLost, charts, &ChartsPanel::showDisconnected);
    connect(charts, &ChartsPanel::noteRequested, connection, &MigrationConnection::addNote);
}

// The script is judged for the engine that the plan is open on.
void Cockpit::connectEditor(const Target &target)
{
    m_queries = std::make_unique<QueryConnection>(target);
    connectQueries(m_window.editor(), *m_queries);
    m_window.editor().setNames({});
    m_window.editor().setSetup(CatalogConnection::setupFor(target));
    m_catalog = std::make_unique<CatalogConnection>(target);
    connectCatalog(m_window.editor(), *m_catalog);
    m_catalog->start();
}

// The old connection ends in the background; until then it must not be heard or asked any more.
void Cockpit::leave()
{
    if (!m_connection)
        return;
    QueryConnection *queries = m_queries.release();
    disconnect(&m_window.editor(), nullptr, queries, nullptr);
    disconnect(&m_window.editor().results(), nullptr, queries, nullptr);
    queries->leave();
    MigrationConnection *old = m_connection.release();
    old->disconnect();
    disconnect(&m_window, nullptr, old, nullptr);
    disconnect(&m_window.charts(), nullptr, old, nullptr);
    connect(old, &MigrationConnection::idle, old, &QObject::deleteLater);
    old->shutDown();
    Q_EMIT busyChanged(false);
}

void Cockpit::answer(const Error &error)
{
    switch (error.code) {
    case Errc::Paused:
    case Errc::ContractInSameRun:
        break; // asked for, and seen in the snapshot
    case Errc::TableNotNamed:
        m_window.askForTable();
        break;
    case Errc::GateRefused:
    case Errc::VerdictExpired:
        m_window.showRefusal(error);
        break;
    default:
        m_window.showError(error);
    }
}

} // namespace lockkeeper
