// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"
#include "ui/journal/eventmodel.h"
#include "ui/theme/panel.h"

namespace lockkeeper {

/// What happened so far, newest on top.
class JournalPanel final : public Panel
{
    Q_OBJECT

public:
    explicit JournalPanel(QWidget *parent = nullptr);

    void show(const MigrationSnapshot &snapshot);
    EventModel *model() { return &m_model; }

private:
    EventModel m_model;
    QString m_migration;
};

} // namespace lockkeeper
