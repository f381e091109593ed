// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/diagnosis.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace lockkeeper {

/// A test's checks, a row each as they come: sign, word, what was found, how long it took, and what to do. Each row can be
/// reached with the keyboard and is read out whole.
class DiagnosisView final : public QWidget
{
    Q_OBJECT

public:
    explicit DiagnosisView(QWidget *parent = nullptr);

    /// Takes the rows away; @p summary stands in their place.
    void clear(const QString &summary = {});
    void add(const Check &check);
    /// What all of it means, in a line.
    void setSummary(const QString &summary);
    /// The worst of what was added.
    CheckOutcome worst() const { return m_worst; }
    /// Everything as text, for the clipboard.
    QString text() const;

private:
    QVBoxLayout *m_rows;
    QLabel *m_summary;
    QStringList m_lines;
    CheckOutcome m_worst = CheckOutcome::Good;
};

} // namespace lockkeeper
