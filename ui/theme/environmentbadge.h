// SPDX-FileCopyrightText: 2026 Lockkeeper contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockkeeper {

/// Which kind of database this is, by colour, word and shape: production can't be taken for anything else.
class EnvironmentBadge final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBadge(QWidget *parent = nullptr);

    /// production, staging, development or sandbox; anything else is shown like production.
    void setEnvironment(const QString &environment);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_environment;
    QString m_word;
};

} // namespace lockkeeper
