// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/importing.h"

#include <QDialog>

class QPushButton;
class QTreeWidget;

namespace lockkeeper {

/// What was found in the user's files, to choose from. What is in the list already is shown and not chosen.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(Findings findings, const QList<ConnectionProfile> &known, QWidget *parent);

Q_SIGNALS:
    void chosen(const QList<lockkeeper::FoundConnection> &connections);

private:
    void build(const QList<ConnectionProfile> &known);
    void addRow(const FoundConnection &found, const QList<ConnectionProfile> &known);
    void showCount();
    QList<FoundConnection> checkedConnections() const;

    Findings m_findings;
    QTreeWidget *m_list = nullptr;
    QPushButton *m_import = nullptr;
};

} // namespace lockkeeper
