// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflow/snapshot.h"
#include "ui/gates/gatehistory.h"

#include <QWidget>

class QLabel;

namespace lockkeeper {

/// One condition: the question, the verdict with its evidence, when it was asked and how long the answer counts.
class GateCard final : public QWidget
{
    Q_OBJECT

public:
    explicit GateCard(QWidget *parent = nullptr);

    void show(const ConditionSnapshot &condition, qint64 now, const QList<PastVerdict> &history);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    Verdict m_verdict = Verdict::Inconclusive;
    bool m_asked = false;
    QLabel *m_question = nullptr;
    QLabel *m_word = nullptr;
    QLabel *m_evidence = nullptr;
    QLabel *m_age = nullptr;
    GateHistory *m_history = nullptr;
};

} // namespace lockkeeper
