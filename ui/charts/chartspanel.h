// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartfeed.h"
#include "ui/theme/panel.h"

#include <QTimer>

#include <functional>
#include <memory>

class QButtonGroup;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace lockkeeper {

class ChartStack;
class ChartTable;
class LivePill;

/// What the server and the backfill did so far, as charts or as a table. Takes snapshots; asks for nothing but notes.
class ChartsPanel final : public Panel
{
    Q_OBJECT

public:
    /// Milliseconds that never jump.
    using Clock = std::function<qint64()>;

    explicit ChartsPanel(QWidget *parent = nullptr);
    /// With a clock of the caller's, to show what was recorded.
    explicit ChartsPanel(Clock clock, QWidget *parent = nullptr);
    ~ChartsPanel() override;

    /// What the server did; belongs to the snapshot that follows it.
    void showActivity(const ActivitySample &sample) { m_activity = sample; }
    void show(const MigrationSnapshot &snapshot);
    void showDisconnected();
    /// Draws what is known.
    void refresh();
    /// The same where it would show a difference; called by itself once a second, while the panel can be seen.
    void follow();

    /// @returns what went wrong, or an empty text.
    QString saveCsv(const QString &path) const;
    QString savePicture(const QString &path) const;

Q_SIGNALS:
    /// @param at the moment it is about, ms since the epoch; 0: now.
    void noteRequested(const QString &text, qint64 at);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    QWidget *buildTools();
    QWidget *buildRanges();
    QToolButton *addTool(const QString &icon, const QString &text, const QString &tip, QWidget *row);
    void begin(const QString &migration);
    void showLimits(const MigrationSnapshot &snapshot);
    void showPill();
    void showTable(bool table);
    void askForNote();
    void sendNote();
    void copyReading();
    void askWhereTo(const QString &title, const QString &suffix,
                    QString (ChartsPanel::*save)(const QString &) const);

    std::unique_ptr<ChartFeed> m_feed;
    std::unique_ptr<ChartTable> m_model;
    std::optional<ActivitySample> m_activity; ///< since the last snapshot
    QString m_migration;
    Clock m_clock;
    QTimer m_timer;
    ChartStack *m_stack = nullptr;
    QStackedWidget *m_pages = nullptr;
    QTableView *m_table = nullptr;
    LivePill *m_pill = nullptr;
    QLabel *m_reading = nullptr;
    QLineEdit *m_note = nullptr;
};

} // namespace lockkeeper
